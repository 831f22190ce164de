#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace gis {

/// A list whose copies share their items: a copy with one item changed costs a pointer for each of
/// the others, and where two lists have the same item its address says so. Items never change.
template <class T>
class SharedList {
    using Items = std::vector<std::shared_ptr<const T>>;

public:
    using value_type = T;

    class const_iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        const_iterator() = default;

        reference operator*() const noexcept { return **m_at; }
        pointer operator->() const noexcept { return m_at->get(); }
        reference operator[](difference_type steps) const noexcept { return *m_at[steps]; }

        const_iterator& operator++() noexcept { return *this += 1; }
        const_iterator& operator--() noexcept { return *this += -1; }
        const_iterator operator++(int) noexcept { return const_iterator{m_at++}; }
        const_iterator operator--(int) noexcept { return const_iterator{m_at--}; }
        const_iterator& operator+=(difference_type steps) noexcept {
            m_at += steps;
            return *this;
        }
        const_iterator& operator-=(difference_type steps) noexcept { return *this += -steps; }

        friend const_iterator operator+(const_iterator at, difference_type steps) noexcept {
            return at += steps;
        }
        friend const_iterator operator+(difference_type steps, const_iterator at) noexcept {
            return at += steps;
        }
        friend const_iterator operator-(const_iterator at, difference_type steps) noexcept {
            return at -= steps;
        }
        friend difference_type operator-(const_iterator a, const_iterator b) noexcept {
            return a.m_at - b.m_at;
        }
        friend auto operator<=>(const_iterator a, const_iterator b) noexcept = default;

    private:
        friend class SharedList;
        explicit const_iterator(typename Items::const_iterator at) : m_at(at) {}

        typename Items::const_iterator m_at{};
    };

    SharedList() = default;
    SharedList(std::initializer_list<T> items) : SharedList(std::vector<T>(items)) {}
    explicit SharedList(std::vector<T> items) {
        m_items.reserve(items.size());
        for (auto& item : items) {
            push_back(std::move(item));
        }
    }

    [[nodiscard]] const_iterator begin() const noexcept { return const_iterator{m_items.begin()}; }
    [[nodiscard]] const_iterator end() const noexcept { return const_iterator{m_items.end()}; }
    [[nodiscard]] std::size_t size() const noexcept { return m_items.size(); }
    [[nodiscard]] bool empty() const noexcept { return m_items.empty(); }
    [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return *m_items[index]; }
    [[nodiscard]] const T& front() const noexcept { return *m_items.front(); }
    [[nodiscard]] const T& back() const noexcept { return *m_items.back(); }

    void push_back(T item) { m_items.push_back(std::make_shared<const T>(std::move(item))); }
    void insert(const_iterator before, T item) {
        m_items.insert(before.m_at, std::make_shared<const T>(std::move(item)));
    }
    /// Puts an item in the place of another.
    void replace(const_iterator at, T item) {
        m_items[static_cast<std::size_t>(at - begin())] =
            std::make_shared<const T>(std::move(item));
    }
    void erase(const_iterator at) { m_items.erase(at.m_at); }

    template <class Less>
    void sort(const Less& less) {
        std::sort(m_items.begin(), m_items.end(),
                  [&](const auto& a, const auto& b) { return less(*a, *b); });
    }

    friend bool operator==(const SharedList& a, const SharedList& b) {
        return std::equal(a.m_items.begin(), a.m_items.end(), b.m_items.begin(), b.m_items.end(),
                          [](const auto& x, const auto& y) { return x == y || *x == *y; });
    }

private:
    Items m_items;
};

} // namespace gis
