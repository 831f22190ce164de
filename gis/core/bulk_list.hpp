#pragma once

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace gis {

/// Memory whose values are whatever was there: for what is written before it is read.
template <class T>
class LeftAsIs : public std::allocator<T> {
public:
    template <class U>
    struct rebind {
        using other = LeftAsIs<U>;
    };

    using std::allocator<T>::allocator;

    template <class U>
    void construct(U*) noexcept {
        static_assert(std::is_trivially_copyable_v<U> && std::is_trivially_destructible_v<U>);
    }
    template <class U, class... Arguments>
    void construct(U* place, Arguments&&... arguments) {
        std::construct_at(place, std::forward<Arguments>(arguments)...);
    }
};

/// A list of millions of plain values that several threads fill at once: resizing it writes
/// nothing, so that every page of it is first touched, and cleared by the system, by the thread
/// that fills it.
template <class T>
using BulkList = std::vector<T, LeftAsIs<T>>;

} // namespace gis
