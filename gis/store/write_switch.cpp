#include "gis/store/write_switch.hpp"

namespace gis::store {

Error read_only_store() {
    return {ErrorKind::storage,
            "read-only-store",
            {"Kho dữ liệu được mở chỉ để đọc, không ghi được.",
             "The store is open for reading only and cannot be written."}};
}

void WriteSwitch::require_on() const {
    if (m_state == State::read_only) {
        throw read_only_store();
    }
    if (m_state == State::stopped) {
        throw Error{
            ErrorKind::storage,
            "writing-stopped",
            {"Đĩa đã báo lỗi khi ghi, nên việc ghi đã dừng; dữ liệu vẫn đọc được. Hãy kiểm tra đĩa "
             "rồi khởi động lại chương trình.",
             "The disk reported an error while writing, so writing has stopped; reading goes on. "
             "Check the disk, then restart the program."}};
    }
}

} // namespace gis::store
