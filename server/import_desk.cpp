#include "server/import_desk.hpp"

#include <algorithm>
#include <utility>

namespace server {

ImportCounts counts_of(const gis::model::ImportPlan& plan) noexcept {
    return {plan.added, plan.changed, plan.unchanged, plan.surface_records, plan.skipped};
}

WaitingImport ImportDesk::put(WaitingImport waiting, Time now) {
    const std::scoped_lock lock{m_mutex};
    forget_old(now);
    if (m_waiting.size() >= most) {
        const auto own = std::ranges::find(m_waiting, waiting.author, &WaitingImport::author);
        m_waiting.erase(own == m_waiting.end() ? m_waiting.begin() : own);
    }
    waiting.id = ++m_last_id;
    waiting.until = now + life;
    m_waiting.push_back(waiting);
    return waiting;
}

std::optional<WaitingImport> ImportDesk::find(std::int64_t id, const std::string& author,
                                              Time now) {
    const std::scoped_lock lock{m_mutex};
    forget_old(now);
    const auto found = std::ranges::find(m_waiting, id, &WaitingImport::id);
    return found == m_waiting.end() || found->author != author ? std::nullopt
                                                               : std::optional{*found};
}

void ImportDesk::tell(std::int64_t id, const ImportCounts& counts, gis::Revision seen) {
    const std::scoped_lock lock{m_mutex};
    const auto found = std::ranges::find(m_waiting, id, &WaitingImport::id);
    if (found != m_waiting.end()) {
        found->counts = counts;
        found->seen = seen;
    }
}

bool ImportDesk::drop(std::int64_t id, const std::string& author) {
    const std::scoped_lock lock{m_mutex};
    return std::erase_if(m_waiting, [&](const auto& waiting) {
               return waiting.id == id && waiting.author == author;
           }) > 0;
}

std::size_t ImportDesk::size(Time now) {
    const std::scoped_lock lock{m_mutex};
    forget_old(now);
    return m_waiting.size();
}

void ImportDesk::forget_old(Time now) {
    std::erase_if(m_waiting, [now](const auto& waiting) { return waiting.until <= now; });
}

} // namespace server
