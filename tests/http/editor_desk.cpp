#include "http/editor_desk.hpp"

#include <utility>

namespace http_test {

server::Actor person(std::string user, server::Role role, std::vector<gis::UnitCode> communes) {
    server::Actor actor;
    actor.user = std::move(user);
    actor.role = role;
    actor.communes = std::move(communes);
    actor.may_read = true;
    actor.atlas_is_public = true;
    actor.identification = server::Identification::session;
    return actor;
}

server::Actor nobody() {
    server::Actor actor;
    actor.may_read = true;
    actor.atlas_is_public = true;
    return actor;
}

std::shared_ptr<const server::Planning> planning() {
    static const auto loaded =
        std::make_shared<const server::Planning>(server::Planning::load(NTM_SOURCE_DIR "/data"));
    return loaded;
}

std::vector<gis::model::Row> rows_of(const gis::model::AtlasData& data) {
    std::vector<gis::model::Row> rows;
    for (const auto& unit : data.units) {
        rows.emplace_back(unit);
    }
    for (auto road : data.roads) {
        const gis::RoadId reference{-(1 + static_cast<std::int64_t>(rows.size()))};
        const auto records = std::exchange(road.surfaces, {});
        road.id = {};
        rows.emplace_back(std::move(road));
        for (auto record : records) {
            record.id = {};
            record.road = reference;
            rows.emplace_back(std::move(record));
        }
    }
    for (auto facility : data.facilities) {
        facility.id = {};
        rows.emplace_back(std::move(facility));
    }
    return rows;
}

server::AppParts parts_over(const std::filesystem::path& folder) {
    server::AppParts parts;
    parts.store = gis::store::open_store(folder, gis::store::Access::read_write);
    parts.open_reader = [folder] {
        return gis::store::open_store(folder, gis::store::Access::read_only);
    };
    parts.rules = gis::analysis::RuleBook::load(NTM_SOURCE_DIR "/data/rules");
    parts.norms = std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(NTM_SOURCE_DIR "/data/norms"));
    parts.product_folder = NTM_SOURCE_DIR "/data";
    return parts;
}

EditorDesk::EditorDesk(std::shared_ptr<const server::Planning> planning,
                       const std::function<void(server::App&)>& fill)
    : m_planning(std::move(planning)) {
    open();
    if (fill) {
        fill(*m_app);
        return;
    }
    gis::model::ChangesetDraft draft{"demo", "", "import", true, rows_of(small_atlas())};
    m_app->apply(draft);
}

void EditorDesk::reopen() {
    m_router.reset();
    m_accounts.reset();
    m_app.reset();
    open();
}

server::Response EditorDesk::ask(server::Method method, std::string_view target,
                                 std::string_view body, std::vector<server::Field> fields) {
    server::Request request;
    request.method = method;
    request.raw_target = target;
    fields.push_back({"Host", "atlas.example"});
    fields.push_back({"Accept-Language", "en"});
    if (!body.empty()) {
        fields.push_back({"Content-Type", "application/json"});
    }
    request.fields = fields;
    request.body = body;
    request.target = server::Target::parse(target);
    request.actor = &m_actor;
    const auto match = m_router->match(request);
    if (match.route == nullptr) {
        server::Response response;
        response.status = 405;
        return response;
    }
    auto response = server::dispatch(*match.route, request);
    while (response.remainder) {
        response = server::dispatch_remainder(response, *match.route, request);
    }
    return response;
}

EditorDesk::Reply EditorDesk::call(server::Method method, std::string_view target,
                                   const nlohmann::json& body, std::string_view tag,
                                   std::string_view key) {
    std::vector<server::Field> fields;
    if (!tag.empty()) {
        fields.push_back({"If-Match", tag});
    }
    if (!key.empty()) {
        fields.push_back({"Idempotency-Key", key});
    }
    const auto text = body.is_null() ? std::string{} : body.dump();
    const auto response = ask(method, target, text, std::move(fields));
    const auto answer = response.text();
    return {response.status, answer.empty() ? nlohmann::json() : nlohmann::json::parse(answer),
            response.etag};
}

void EditorDesk::open() {
    auto parts = parts_over(m_folder.path());
    if (m_planning) {
        parts.planning = m_planning;
    }
    m_app = std::make_unique<server::App>(std::move(parts));
    m_app->load();
    server::AccountParts accounts{m_app->stored_accounts()};
    accounts.cost = {1, 8192};
    m_accounts = std::make_unique<server::Accounts>(std::move(accounts));
    m_router.emplace(server::make_router(*m_app, *m_accounts, m_metrics, m_files));
}

nlohmann::json concrete(double from_m, double to_m) {
    return {{"from_m", from_m},
            {"to_m", to_m},
            {"surface", "btxm"},
            {"width_m", 3.5},
            {"effective_on", "2024-11-05"},
            {"evidence", "BB 12/2024"}};
}

double figure(EditorDesk& desk, const std::string& name, const std::string& parameters) {
    return desk.get("/api/reports/roads?as_of=2025-01-01" + parameters).body["totals"][name];
}

nlohmann::json line_of(EditorDesk& desk, std::int64_t road) {
    return desk.get("/api/roads/" + std::to_string(road)).body["geometry"];
}

} // namespace http_test
