#pragma once

#include "gis/store/store.hpp"
#include "temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace gis::store::testing {

/// Something behind Store that has to keep the contracts.
struct Engine {
    std::string name;
    std::function<std::unique_ptr<Store>(const std::filesystem::path& folder, Access access)> open;
};

/// A contract: its tests run on every engine, each in a folder of its own.
class Contract : public ::testing::TestWithParam<Engine> {
protected:
    [[nodiscard]] std::unique_ptr<Store> open(Access access = Access::read_write) const {
        return GetParam().open(m_folder.path(), access);
    }

    TemporaryFolder m_folder;
};

/// All that there are. A second engine adds a row here.
inline auto engines() {
    return ::testing::Values(Engine{"SpatiaLite", open_store});
}

inline std::string name_of(const ::testing::TestParamInfo<Engine>& engine) {
    return engine.param.name;
}

} // namespace gis::store::testing
