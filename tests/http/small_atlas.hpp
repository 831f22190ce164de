#pragma once

#include "server/app.hpp"
#include "server/dispatch.hpp"
#include "server/request.hpp"
#include "server/routes.hpp"

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
    gis::model::Applied apply(const gis::model::ChangesetDraft& draft, gis::Revision base) override;
    [[nodiscard]] std::unique_ptr<gis::store::Group> begin_group() override {
        return std::make_unique<MemoryGroup>(*this);
    }
    /// The next groups cannot be committed.
    void fail_commits(bool fail) { m_commits_fail = fail; }
    [[nodiscard]] std::vector<gis::model::ChangesetSummary>
    history(std::size_t limit, std::optional<gis::ChangesetId> before) const override;
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
gis::model::AtlasData small_atlas();

/// The application over a small atlas, asked without sockets.
class Asker {
public:
    explicit Asker(gis::model::AtlasData data = small_atlas(), bool load = true,
                   std::shared_ptr<const server::Planning> planning = {});

    server::Response get(std::string_view target, std::vector<server::Field> fields = {});

    server::Response post(std::string_view target, std::string_view body,
                          std::vector<server::Field> fields = {
                              {"Content-Type", "application/json"}});

    nlohmann::json json(std::string_view target, int status = 200);
    nlohmann::json post_json(std::string_view target, const nlohmann::json& body, int status = 200);

    [[nodiscard]] server::App& app() { return m_app; }
    [[nodiscard]] const server::Router& router() const { return m_router; }
    /// How many answers came without a worker.
    [[nodiscard]] int at_hand() const { return m_at_hand; }

private:
    static nlohmann::json parsed(const server::Response& response, int status);

    static server::Actor reader();

    static server::AppParts parts(gis::model::AtlasData data,
                                  std::shared_ptr<const server::Planning> planning);

    server::AccountParts account_parts();

    server::App m_app;
    server::Accounts m_accounts;
    server::Metrics m_metrics;
    server::StaticFiles m_files{NTM_SOURCE_DIR "/tests/http/web"};
    server::Router m_router;
    server::Actor m_actor = reader();
    int m_at_hand = 0;
};

} // namespace http_test
