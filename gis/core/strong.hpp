#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <utility>

namespace gis {

/// A value of its own type: ids and codes that must not be mixed up. Explicit both ways.
/// @tparam T    what is stored, e.g. std::int64_t
/// @tparam Tag  any type, usually declared in place, that makes this one different from all others
template <class T, class Tag>
class Strong {
public:
    using value_type = T;

    Strong() = default;
    explicit constexpr Strong(T value) : m_value(std::move(value)) {}

    [[nodiscard]] constexpr const T& get() const noexcept { return m_value; }

    friend auto operator<=>(const Strong&, const Strong&) = default;

private:
    T m_value{};
};

} // namespace gis

template <class T, class Tag>
struct std::hash<gis::Strong<T, Tag>> {
    std::size_t operator()(const gis::Strong<T, Tag>& value) const noexcept {
        return std::hash<T>{}(value.get());
    }
};
