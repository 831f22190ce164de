#pragma once

#include "gis/core/shared_list.hpp"

namespace gis::model {

/// Calls gone(item) for each item of `before` and came(item) for each of `after` that the other
/// list does not have just so. Both by id; items that the lists share are not looked into.
template <class Item, class Gone, class Came>
void for_each_difference(const SharedList<Item>& before, const SharedList<Item>& after,
                         const Gone& gone, const Came& came) {
    auto old = before.begin();
    auto now = after.begin();
    while (old != before.end() || now != after.end()) {
        if (now == after.end() || (old != before.end() && old->id < now->id)) {
            gone(*old++);
        } else if (old == before.end() || now->id < old->id) {
            came(*now++);
        } else {
            if (&*old != &*now && *old != *now) {
                gone(*old);
                came(*now);
            }
            ++old;
            ++now;
        }
    }
}

} // namespace gis::model
