#include "gis/store/failures.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace gis::store {

namespace {

constexpr std::string_view restore_vi =
    "Hãy khôi phục từ bản sao lưu gần nhất (ntm-atlas restore).";
constexpr std::string_view restore_en = "Restore the latest backup (ntm-atlas restore).";

} // namespace

Error engine_failure(int extended_code, std::string_view detail, std::string_view file) {
    const int code = extended_code & 0xff;
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::busy,
                "store-busy",
                {fmt::format("Kho dữ liệu {} đang bận. Hãy thử lại sau vài giây.", file),
                 fmt::format("The store {} is busy. Try again in a few seconds.", file)}};
    case SQLITE_NOTADB:
        return foreign_file(file);
    case SQLITE_CORRUPT:
        return damaged_file(file, detail, detail);
    case SQLITE_FULL:
        return {
            ErrorKind::no_space,
            "disk-full",
            {"Đĩa của máy chủ đã đầy, nên chưa lưu được; chưa có gì thay đổi và dữ liệu vẫn xem "
             "được. Hãy giải phóng dung lượng rồi lưu lại.",
             "The server's disk is full, so nothing was saved; nothing has changed and reading "
             "goes on. Free some space and save again."}};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return {ErrorKind::storage,
                "store-unwritable",
                {fmt::format("Không mở hoặc không ghi được {} ({}). Hãy kiểm tra quyền truy cập "
                             "thư mục dữ liệu.",
                             file, detail),
                 fmt::format("{} cannot be opened or written ({}). Check the permissions of the "
                             "data folder.",
                             file, detail)}};
    case SQLITE_CONSTRAINT:
        return {ErrorKind::storage,
                "store-refused",
                {fmt::format("Kho dữ liệu từ chối một bản ghi: {}. Chưa có gì thay đổi.", detail),
                 fmt::format("The store refused a row: {}. Nothing has changed.", detail)}};
    default:
        return {ErrorKind::storage,
                "store-failed",
                {fmt::format("Lỗi kho dữ liệu {}: {} (mã {}). Hãy kiểm tra đĩa và nhật ký.", file,
                             detail, extended_code),
                 fmt::format("The store {} failed: {} (code {}). Check the disk and the log.", file,
                             detail, extended_code)}};
    }
}

Error damaged_row(std::string_view table, std::string_view row, std::string_view column) {
    return {ErrorKind::storage,
            "damaged-store",
            {fmt::format("Kho dữ liệu bị hỏng: bảng {}, bản ghi {}, cột {} không đọc được. {}",
                         table, row, column, restore_vi),
             fmt::format("The store is damaged: table {}, row {}, column {} cannot be read. {}",
                         table, row, column, restore_en)},
            std::string{column}};
}

Error damaged_file(std::string_view file, std::string_view vi, std::string_view en) {
    return {ErrorKind::storage,
            "damaged-store",
            {fmt::format("Tệp {} bị hỏng: {}. {}", file, vi, restore_vi),
             fmt::format("The file {} is damaged: {}. {}", file, en, restore_en)}};
}

Error group_lost() {
    return {
        ErrorKind::storage,
        "group-lost",
        {"Một lỗi khi ghi đã hủy các thay đổi được lưu cùng lúc; chưa có gì thay đổi. Hãy lưu lại.",
         "A failed write has undone the changes that were saved together; nothing has changed. "
         "Save again."}};
}

Error foreign_file(std::string_view file) {
    return {ErrorKind::storage,
            "foreign-store",
            {fmt::format("Tệp {} không phải kho dữ liệu của ntm-atlas; tệp được giữ nguyên. Hãy "
                         "chọn thư mục dữ liệu khác (--data) hoặc dời tệp đi.",
                         file),
             fmt::format("{} is not a store of ntm-atlas; it was left as it is. Choose another "
                         "data folder (--data) or move the file away.",
                         file)}};
}

} // namespace gis::store
