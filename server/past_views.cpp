#include "server/past_views.hpp"

#include <algorithm>

namespace server {

namespace {

constexpr std::size_t most_kept = 4;

} // namespace

std::shared_ptr<const View> PastViews::get(const Key& key, const Make& make) {
    const std::scoped_lock lock{m_mutex};
    const auto known = find(key);
    if (known != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, known);
        return m_kept.front().view;
    }
    m_kept.push_front({key, make()});
    if (m_kept.size() > most_kept) {
        m_kept.pop_back();
    }
    return m_kept.front().view;
}

void PastViews::replace(const Key& key, std::shared_ptr<const View> view) {
    const std::scoped_lock lock{m_mutex};
    const auto known = find(key);
    if (known != m_kept.end()) {
        known->view = std::move(view);
    }
}

std::list<PastViews::Kept>::iterator PastViews::find(const Key& key) {
    return std::find_if(m_kept.begin(), m_kept.end(),
                        [&key](const Kept& kept) { return kept.key == key; });
}

} // namespace server
