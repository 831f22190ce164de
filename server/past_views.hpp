#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>

namespace server {

struct View;

/// Views of earlier revisions, or divided into the units of other days, made when somebody asks.
/// The few that were asked for last are kept: they share with the present what is the same. Has its
/// own lock, held while one is made, so that the same one is made once.
class PastViews {
public:
    using Make = std::function<std::shared_ptr<const View>()>;

    struct Key {
        gis::Revision revision;
        std::optional<gis::Date> units_since; ///< first day of the division; absent: that of today

        friend bool operator==(const Key&, const Key&) = default;
    };

    [[nodiscard]] std::shared_ptr<const View> get(const Key& key, const Make& make);
    /// Takes the place of the view of that key, when it is kept still.
    void replace(const Key& key, std::shared_ptr<const View> view);

private:
    struct Kept {
        Key key;
        std::shared_ptr<const View> view;
    };

    [[nodiscard]] std::list<Kept>::iterator find(const Key& key); ///< with m_mutex held

    std::mutex m_mutex;
    std::list<Kept> m_kept; ///< the one asked for last comes first
};

} // namespace server
