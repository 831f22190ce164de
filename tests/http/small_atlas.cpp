#include "http/small_atlas.hpp"

#include "support/ascii_map.hpp"
#include "support/builders.hpp"

namespace http_test {

gis::model::Applied MemoryStore::apply(const gis::model::ChangesetDraft& draft,
                                       gis::Revision base) {
    if (base != m_data.revision) {
        throw gis::Error{gis::ErrorKind::conflict, "stale", {"Cũ.", "Stale."}};
    }
    m_data.revision = gis::Revision{base.get() + 1};
    m_history.insert(m_history.begin(),
                     {gis::ChangesetId{m_data.revision.get()}, draft.author, "2024-11-05T00:00:00Z",
                      draft.comment, draft.source, static_cast<std::int64_t>(draft.rows.size())});
    return {m_data.revision, "2024-11-05T00:00:00Z", draft.rows};
}

std::vector<gis::model::ChangesetSummary>
MemoryStore::history(std::size_t limit, std::optional<gis::ChangesetId> before) const {
    std::vector<gis::model::ChangesetSummary> page;
    for (const auto& change : m_history) {
        if (page.size() < limit && (!before || change.id < *before)) {
            page.push_back(change);
        }
    }
    return page;
}

gis::model::AtlasData small_atlas() {
    const test_support::AsciiMap map{R"(
A---E---B-------C
|   |   |       |
| a-|-b-|---c   |
|   |   |       |
G---F---H-------D
)"};
    gis::model::AtlasData data;
    data.revision = gis::Revision{7};
    data.units = {test_support::commune("25345", "Xã Đồng <b>Nơ</b>", map.area("ABHG")),
                  test_support::hamlet("25345-01", "Ấp \"Một\"", map.area("AEFG")),
                  test_support::hamlet("25345-02", "Sóc Dầm", map.area("EBHF")),
                  test_support::commune("25348", "Xã Tân Hưng", map.area("BCDH"))};
    data.units[0].population = 1200;
    auto road = test_support::road(12, gis::model::RoadClass::ap, map.line("abc"));
    road.name = "Đường </script> số 1";
    road.code = "DN-01";
    road.surfaces = {test_support::record(1, 12, 0, 300, gis::model::Surface::btxm),
                     test_support::record(2, 12, 300, 500, gis::model::Surface::dat)};
    road.surfaces[0].evidence = "QĐ 12";
    data.roads = {road};
    gis::model::Facility school;
    school.id = gis::FacilityId{3};
    school.kind = gis::model::FacilityKind::primary;
    school.name = "Trường Tiểu học Đồng Nơ";
    school.location = map.at('a');
    school.serves = {gis::UnitCode{"25345-01"}};
    school.rooms = {{"phong_hoc", 12}};
    school.condition = "repair";
    data.facilities = {school};
    return data;
}

Asker::Asker(gis::model::AtlasData data, bool load,
             std::shared_ptr<const server::Planning> planning)
    : m_app(parts(std::move(data), std::move(planning))), m_accounts(account_parts()),
      m_router(server::make_router(m_app, m_accounts, m_metrics, m_files)) {
    m_metrics.name_routes(m_router.patterns());
    if (load) {
        m_app.load();
    }
}

server::Response Asker::get(std::string_view target, std::vector<server::Field> fields) {
    fields.push_back({"Host", "atlas.example"});
    server::Request request;
    request.raw_target = target;
    request.fields = fields;
    request.target = server::Target::parse(target);
    const auto match = m_router.match(request);
    request.actor = &m_actor;
    if (match.route->at_hand) {
        if (auto response = server::dispatch_at_hand(*match.route, request)) {
            ++m_at_hand;
            return *std::move(response);
        }
    }
    return server::dispatch(*match.route, request);
}

server::Response Asker::post(std::string_view target, std::string_view body,
                             std::vector<server::Field> fields) {
    fields.push_back({"Host", "atlas.example"});
    server::Request request;
    request.method = server::Method::post;
    request.raw_target = target;
    request.fields = fields;
    request.body = body;
    request.target = server::Target::parse(target);
    request.actor = &m_actor;
    return server::dispatch(*m_router.match(request).route, request);
}

nlohmann::json Asker::json(std::string_view target, int status) {
    return parsed(get(target), status);
}

nlohmann::json Asker::post_json(std::string_view target, const nlohmann::json& body, int status) {
    return parsed(post(target, body.dump()), status);
}

nlohmann::json Asker::parsed(const server::Response& response, int status) {
    return response.status == status
               ? nlohmann::json::parse(response.text())
               : nlohmann::json{{"wrong status", response.status}, {"text", response.text()}};
}

server::Actor Asker::reader() {
    server::Actor actor;
    actor.may_read = true;
    actor.atlas_is_public = true;
    return actor;
}

server::AppParts Asker::parts(gis::model::AtlasData data,
                              std::shared_ptr<const server::Planning> planning) {
    server::AppParts parts;
    parts.store = std::make_unique<MemoryStore>(std::move(data));
    if (planning) {
        parts.planning = std::move(planning);
    }
    parts.rules = gis::analysis::RuleBook::load(NTM_SOURCE_DIR "/data/rules");
    parts.norms = std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(NTM_SOURCE_DIR "/data/norms"));
    parts.costs = gis::analysis::RoadCosts::load(NTM_SOURCE_DIR "/data/costs");
    parts.settings.name = {"Huyện Thử & Nghiệm", "Test district"};
    parts.product_folder = NTM_SOURCE_DIR "/data";
    return parts;
}

server::AccountParts Asker::account_parts() {
    server::AccountParts parts{m_app.stored_accounts()};
    parts.cost = {1, 8192};
    return parts;
}

} // namespace http_test
