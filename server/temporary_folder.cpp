#include "server/temporary_folder.hpp"

#include "gis/core/error.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

namespace server {

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "ntm-atlas-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw gis::Error{gis::ErrorKind::storage,
                         "temporary-folder",
                         {"Không tạo được thư mục tạm " + name + ".",
                          "Cannot make the temporary folder " + name + "."}};
    }
    m_path = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace server
