// What hangs together by hardened roads, and what joins it.
#include "gis/analysis/hardening_links.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <numeric>
#include <queue>
#include <tuple>
#include <vector>

namespace gis::analysis {

namespace {

using Kind = HardeningLink::Kind;

/// Sets of nodes that are connected.
class Connected {
public:
    explicit Connected(std::uint32_t nodes) : m_above(nodes) {
        std::iota(m_above.begin(), m_above.end(), 0U);
    }

    std::uint32_t of(std::uint32_t node) {
        while (m_above[node] != node) {
            m_above[node] = m_above[m_above[node]];
            node = m_above[node];
        }
        return node;
    }
    /// The first node names the set.
    void join(std::uint32_t a, std::uint32_t b) {
        const auto first = of(a);
        const auto second = of(b);
        m_above[std::max(first, second)] = std::min(first, second);
    }

private:
    std::vector<std::uint32_t> m_above;
};

/// What hangs together by hardened roads.
struct Islands {
    explicit Islands(const HardeningLinks& links)
        : of(links.nodes), people(links.nodes, 0.0), services(links.nodes, 0) {}

    void add(const HardeningLinks& all, const std::function<bool(std::size_t)>& passable) {
        for (std::size_t i = 0; i < all.links.size(); ++i) {
            if (passable(i)) {
                of.join(all.links[i].a, all.links[i].b);
            }
        }
        for (std::size_t i = 0; i < all.links.size(); ++i) {
            if (passable(i)) {
                const auto island = of.of(all.links[i].a);
                people[island] += all.links[i].people;
                services[island] |= all.links[i].services;
            }
        }
    }

    Connected of;
    std::vector<double> people;          ///< of an island's first node
    std::vector<std::uint32_t> services; ///< of an island's first node
};

/// The islands that people need to reach: those with the most services.
std::vector<std::uint32_t> best_islands(Islands& islands, std::uint32_t nodes) {
    int most = 1;
    std::vector<std::uint32_t> best;
    for (std::uint32_t node = 0; node < nodes; ++node) {
        const int services = std::popcount(islands.services[node]);
        if (islands.of.of(node) != node || services < most) {
            continue;
        }
        if (services > most) {
            best.clear();
            most = services;
        }
        best.push_back(node);
    }
    return best;
}

} // namespace

PeopleOnWay people_on_way(const HardeningLinks& links, const std::vector<bool>& chosen,
                          std::size_t services) {
    Islands islands{links};
    const auto passable = [&](std::size_t i) {
        const auto kind = links.links[i].kind;
        return kind == Kind::hardened || (kind == Kind::candidate && chosen[i]);
    };
    islands.add(links, passable);
    const auto every = (1U << services) - 1;
    PeopleOnWay result;
    for (std::uint32_t node = 0; node < links.nodes; ++node) {
        const double people = islands.people[node]; // 0 but for the first node of an island
        const auto reached = islands.services[node];
        for (std::size_t s = 0; s < services; ++s) {
            result.to_each[s] += (reached >> s & 1U) != 0 ? people : 0.0;
        }
        result.to_all += reached == every ? people : 0.0;
    }
    return result;
}

HardeningForest hardening_forest(const HardeningLinks& all, HardeningPrice price) {
    Islands islands{all};
    islands.add(all, [&](std::size_t i) { return all.links[i].kind == Kind::hardened; });
    std::vector<std::vector<std::uint32_t>> around(all.nodes); // candidates at an island
    for (std::uint32_t i = 0; i < all.links.size(); ++i) {
        if (all.links[i].kind == Kind::candidate) {
            around[islands.of.of(all.links[i].a)].push_back(i);
            around[islands.of.of(all.links[i].b)].push_back(i);
        }
    }
    HardeningForest forest;
    constexpr double far = std::numeric_limits<double>::infinity();
    std::vector<double> distance(all.nodes, far);
    std::vector<bool> settled(all.nodes, false);
    std::vector<std::uint32_t> item_of(all.links.size(), no_item);
    struct Step {
        double distance = 0;
        std::uint32_t island = 0;
        std::uint32_t item = no_item; ///< that leads there

        bool operator>(const Step& other) const noexcept {
            return std::tie(distance, island, item) >
                   std::tie(other.distance, other.island, other.item);
        }
    };
    std::priority_queue<Step, std::vector<Step>, std::greater<>> queue;
    for (const auto island : best_islands(islands, all.nodes)) {
        distance[island] = 0;
        queue.push({0, island, no_item});
    }
    while (!queue.empty()) {
        const auto step = queue.top();
        queue.pop();
        if (settled[step.island]) {
            continue;
        }
        settled[step.island] = true;
        if (step.item != no_item) {
            forest.items[step.item].gain += islands.people[step.island];
        }
        for (const auto i : around[step.island]) {
            if (item_of[i] != no_item) {
                continue;
            }
            const auto& link = all.links[i];
            const double cost =
                link.length_m() * (price == HardeningPrice::vnd ? link.vnd_per_m : 1.0);
            item_of[i] = static_cast<std::uint32_t>(forest.items.size());
            forest.items.push_back({step.item, link.people, cost});
            forest.link.push_back(i);
            const auto a = islands.of.of(link.a);
            forest.from_end.push_back(a != step.island);
            const auto other = a == step.island ? islands.of.of(link.b) : a;
            if (!settled[other] && step.distance + cost < distance[other]) {
                distance[other] = step.distance + cost;
                queue.push({distance[other], other, item_of[i]});
            }
        }
    }
    for (std::uint32_t i = 0; i < all.links.size(); ++i) {
        if (all.links[i].kind == Kind::candidate && item_of[i] == no_item) {
            forest.unreached.push_back(i);
        }
    }
    return forest;
}

} // namespace gis::analysis
