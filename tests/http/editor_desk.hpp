#pragma once

#include "http/small_atlas.hpp"
#include "store/temporary_folder.hpp"

#include "server/events.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http_test {

/// Somebody who is signed in.
server::Actor person(std::string user, server::Role role, std::vector<gis::UnitCode> communes = {});

server::Actor nobody();

/// The plan and the criteria that the product carries; read once.
std::shared_ptr<const server::Planning> planning();

/// Rows that make an atlas; ids are given anew from 1 on.
std::vector<gis::model::Row> rows_of(const gis::model::AtlasData& data);

server::AppParts parts_over(const std::filesystem::path& folder);

/// The small atlas in a store of its own, edited without sockets. Road 1, records 1 and 2, facility
/// 1, all of revision 1.
class EditorDesk {
public:
    /// @param planning  plans that came with the program; none when absent
    /// @param fill  makes the atlas; the small one when absent
    explicit EditorDesk(std::shared_ptr<const server::Planning> planning = {},
                        const std::function<void(server::App&)>& fill = {});

    /// As after a restart of the program.
    void reopen();

    /// Who asks from now on.
    void sign_in(server::Actor actor) { m_actor = std::move(actor); }
    void sign_in_approver() { sign_in(person("an", server::Role::approver)); }
    void sign_in_editor() {
        sign_in(person("hoa", server::Role::commune_editor, {gis::UnitCode{"25345"}}));
    }

    server::Response ask(server::Method method, std::string_view target, std::string_view body = {},
                         std::vector<server::Field> fields = {});

    struct Reply {
        int status = 0;
        nlohmann::json body;
        std::string etag;
    };

    Reply call(server::Method method, std::string_view target, const nlohmann::json& body = nullptr,
               std::string_view tag = {}, std::string_view key = {});

    Reply get(std::string_view target) { return call(server::Method::get, target); }
    Reply post(std::string_view target, const nlohmann::json& body = nullptr,
               std::string_view tag = {}, std::string_view key = {}) {
        return call(server::Method::post, target, body, tag, key);
    }
    Reply patch(std::string_view target, const nlohmann::json& body, std::string_view tag) {
        return call(server::Method::patch, target, body, tag);
    }

    [[nodiscard]] server::App& app() { return *m_app; }
    [[nodiscard]] const server::Router& router() const { return *m_router; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }
    [[nodiscard]] std::int64_t revision() const {
        return m_app->view()->snapshot->revision().get();
    }

private:
    void open();

    gis::store::testing::TemporaryFolder m_folder;
    std::shared_ptr<const server::Planning> m_planning;
    server::Metrics m_metrics;
    server::StaticFiles m_files;
    std::unique_ptr<server::App> m_app;
    std::unique_ptr<server::Accounts> m_accounts;
    std::optional<server::Router> m_router;
    server::Actor m_actor = person("an", server::Role::approver);
};

/// The body that records concrete from here to there on a road, in metres.
nlohmann::json concrete(double from_m, double to_m);

/// A total of the report about roads at the beginning of 2025.
/// @param parameters  more of them: `&unit=25345`
double figure(EditorDesk& desk, const std::string& name, const std::string& parameters = "");

/// A road's geometry as GeoJSON.
nlohmann::json line_of(EditorDesk& desk, std::int64_t road);

} // namespace http_test
