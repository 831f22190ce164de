#pragma once

#include "gis/editing/plan.hpp"
#include "server/app.hpp"

#include <cstddef>
#include <span>
#include <vector>

// What an edit does to plans that it does not speak of: a work that is planned goes with its road,
// and nothing is left behind that refers to what is gone.

namespace server {

/// A stretch of a work that is still to be accepted.
struct TiedStretch {
    const gis::model::Plan& plan;
    const gis::model::Work& work;
    std::size_t position = 0; ///< in Work::stretches
};

/// The stretches of works that an edit of roads may move.
class TiedWorks {
public:
    /// Refers to the view.
    explicit TiedWorks(const View& view);

    /// Parallel to what carry() reads: for gis::editing::Context.
    [[nodiscard]] std::span<const gis::editing::Follower> followers() const noexcept {
        return m_followers;
    }

    /// Adds to an edit what becomes of works on roads that it changes: rows of works that go with
    /// their road, or a conflict "road-has-works" where one cannot: its road ends, it would be on
    /// a road that the edit only makes, or in two places.
    void carry(gis::editing::Edit& edit) const;

private:
    const View& m_view;
    std::vector<TiedStretch> m_stretches;
    std::vector<gis::editing::Follower> m_followers; ///< parallel to m_stretches
};

/// Adds a conflict "plan-item-needed" for each item of a plan that could be used until now and
/// could not after the edit: capital of a work that is taken back or goes to another commune.
void keep_plans_whole(const App& app, const View& view, gis::editing::Edit& edit);

} // namespace server
