#pragma once

#include "gis/core/ids.hpp"

#include <functional>
#include <list>
#include <memory>
#include <mutex>

namespace server {

struct View;

/// Views of earlier revisions, made when somebody asks. The few that were asked for last are kept:
/// they share with the present what has not changed since. Has its own lock, held while one is
/// made, so that the same one is made once.
class PastViews {
public:
    using Make = std::function<std::shared_ptr<const View>()>;

    [[nodiscard]] std::shared_ptr<const View> get(gis::Revision revision, const Make& make);

private:
    struct Kept {
        gis::Revision revision;
        std::shared_ptr<const View> view;
    };

    std::mutex m_mutex;
    std::list<Kept> m_kept; ///< the one asked for last comes first
};

} // namespace server
