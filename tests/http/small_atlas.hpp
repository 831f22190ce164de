#pragma once

#include "server/app.hpp"
#include "server/dispatch.hpp"
#include "server/request.hpp"
#include "server/routes.hpp"

#include "support/ascii_map.hpp"
#include "support/builders.hpp"
#include "support/memory_accounts.hpp"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace http_test {

/// A store in memory.
class MemoryStore final : public gis::store::Store {
public:
    explicit MemoryStore(gis::model::AtlasData data) : m_data(std::move(data)) {}

    [[nodiscard]] gis::Revision revision() const override { return m_data.revision; }
    [[nodiscard]] gis::Digest head() const override { return {}; }
    [[nodiscard]] gis::model::AtlasData load() const override { return m_data; }
    gis::model::Applied apply(const gis::model::ChangesetDraft& draft,
                              gis::Revision base) override {
        if (base != m_data.revision) {
            throw gis::Error{gis::ErrorKind::conflict, "stale", {"Cũ.", "Stale."}};
        }
        m_data.revision = gis::Revision{base.get() + 1};
        m_history.insert(m_history.begin(), {gis::ChangesetId{m_data.revision.get()}, draft.author,
                                             "2024-11-05T00:00:00Z", draft.comment, draft.source,
                                             static_cast<std::int64_t>(draft.rows.size())});
        return {m_data.revision, "2024-11-05T00:00:00Z", draft.rows};
    }
    [[nodiscard]] std::unique_ptr<gis::store::Group> begin_group() override {
        return std::make_unique<MemoryGroup>(*this);
    }
    /// The next groups cannot be committed.
    void fail_commits(bool fail) { m_commits_fail = fail; }
    [[nodiscard]] std::vector<gis::model::ChangesetSummary>
    history(std::size_t limit, std::optional<gis::ChangesetId> before) const override {
        std::vector<gis::model::ChangesetSummary> page;
        for (const auto& change : m_history) {
            if (page.size() < limit && (!before || change.id < *before)) {
                page.push_back(change);
            }
        }
        return page;
    }
    [[nodiscard]] std::optional<gis::store::RequestOutcome>
    find_request(const std::string&, const gis::model::RequestKey&) const override {
        return std::nullopt;
    }
    [[nodiscard]] std::vector<gis::model::Change> changes(gis::ChangesetId) const override {
        return {};
    }
    [[nodiscard]] std::vector<gis::model::EntityVersion>
    entity_history(gis::model::EntityRef, std::size_t,
                   std::optional<gis::ChangesetId>) const override {
        return {};
    }
    [[nodiscard]] std::vector<gis::model::Lineage> lineage(gis::model::EntityRef) const override {
        return {};
    }
    [[nodiscard]] std::vector<gis::model::LastChange> last_changes() const override { return {}; }
    [[nodiscard]] gis::model::Rewind rewind(gis::Revision revision) const override {
        return {revision, {}, {}};
    }
    [[nodiscard]] gis::Revision revision_on(gis::Date) const override { return m_data.revision; }
    [[nodiscard]] gis::store::Proposals& proposals() override { return m_proposals; }

    [[nodiscard]] gis::store::Accounts& accounts() override { return m_accounts; }

private:
    class MemoryGroup final : public gis::store::Group {
    public:
        explicit MemoryGroup(MemoryStore& store)
            : m_store(store), m_revision(store.m_data.revision), m_history(store.m_history) {}
        MemoryGroup(const MemoryGroup&) = delete;
        MemoryGroup& operator=(const MemoryGroup&) = delete;
        MemoryGroup(MemoryGroup&&) = delete;
        MemoryGroup& operator=(MemoryGroup&&) = delete;
        ~MemoryGroup() override {
            if (!m_committed) {
                m_store.m_data.revision = m_revision;
                m_store.m_history = m_history;
            }
        }
        [[nodiscard]] bool holds() const noexcept override { return !m_committed; }
        void commit() override {
            if (m_store.m_commits_fail) {
                throw gis::Error{gis::ErrorKind::no_space, "disk-full", {"Đầy.", "Full."}};
            }
            m_committed = true;
        }

    private:
        MemoryStore& m_store;
        gis::Revision m_revision;
        std::vector<gis::model::ChangesetSummary> m_history;
        bool m_committed = false;
    };

    class NoProposals final : public gis::store::Proposals {
    public:
        gis::model::Proposal add(const gis::model::ProposalDraft&,
                                 const std::optional<gis::model::RequestKey>&) override {
            return {};
        }
        gis::model::Proposal decide(gis::ProposalId, const gis::model::Decision&) override {
            return {};
        }
        [[nodiscard]] std::optional<gis::model::Proposal> find(gis::ProposalId) const override {
            return std::nullopt;
        }
        [[nodiscard]] std::vector<gis::model::Proposal>
        list(const gis::model::ProposalQuery&) const override {
            return {};
        }
        [[nodiscard]] std::array<std::int64_t, 4>
        counts(const std::optional<gis::UnitCode>&) const override {
            return {};
        }
    };

    gis::model::AtlasData m_data;
    bool m_commits_fail = false;
    NoProposals m_proposals;
    std::vector<gis::model::ChangesetSummary> m_history;
    test_support::MemoryAccounts m_accounts;
};

/// Two communes side by side; the western one has two hamlets, the road a-b-c passes through both
/// into the eastern one. Names are hostile: markup, quotes, accents.
inline gis::model::AtlasData small_atlas() {
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

/// The application over a small atlas, asked without sockets.
class Asker {
public:
    explicit Asker(gis::model::AtlasData data = small_atlas(), bool load = true,
                   std::shared_ptr<const server::Planning> planning = {})
        : m_app(parts(std::move(data), std::move(planning))), m_accounts(account_parts()),
          m_router(server::make_router(m_app, m_accounts, m_metrics, m_files)) {
        m_metrics.name_routes(m_router.patterns());
        if (load) {
            m_app.load();
        }
    }

    server::Response get(std::string_view target, std::vector<server::Field> fields = {}) {
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

    server::Response post(std::string_view target, std::string_view body,
                          std::vector<server::Field> fields = {
                              {"Content-Type", "application/json"}}) {
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

    nlohmann::json json(std::string_view target, int status = 200) {
        return parsed(get(target), status);
    }
    nlohmann::json post_json(std::string_view target, const nlohmann::json& body,
                             int status = 200) {
        return parsed(post(target, body.dump()), status);
    }

    [[nodiscard]] server::App& app() { return m_app; }
    [[nodiscard]] const server::Router& router() const { return m_router; }
    /// How many answers came without a worker.
    [[nodiscard]] int at_hand() const { return m_at_hand; }

private:
    static nlohmann::json parsed(const server::Response& response, int status) {
        return response.status == status
                   ? nlohmann::json::parse(response.text())
                   : nlohmann::json{{"wrong status", response.status}, {"text", response.text()}};
    }

    static server::Actor reader() {
        server::Actor actor;
        actor.may_read = true;
        actor.atlas_is_public = true;
        return actor;
    }

    static server::AppParts parts(gis::model::AtlasData data,
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

    server::AccountParts account_parts() {
        server::AccountParts parts{m_app.stored_accounts()};
        parts.cost = {1, 8192};
        return parts;
    }

    server::App m_app;
    server::Accounts m_accounts;
    server::Metrics m_metrics;
    server::StaticFiles m_files{NTM_SOURCE_DIR "/tests/http/web"};
    server::Router m_router;
    server::Actor m_actor = reader();
    int m_at_hand = 0;
};

} // namespace http_test
