#include "gis/analysis/forest_choice.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <queue>
#include <set>
#include <unordered_map>

namespace gis::analysis {

namespace {

constexpr double rounding = 1e-9; ///< of the budget

/// Blocks while they are merged; each is named by its top item.
class Merger {
public:
    explicit Merger(std::span<const ForestItem> items) : m_items(items) {
        m_of.resize(items.size());
        m_next.assign(items.size(), no_item);
        m_gain.resize(items.size());
        m_cost.resize(items.size());
        m_last.resize(items.size());
        m_version.assign(items.size(), 0);
        m_bought.assign(items.size(), false);
        for (std::uint32_t i = 0; i < items.size(); ++i) {
            m_of[i] = i;
            m_last[i] = i;
            m_gain[i] = items[i].gain;
            m_cost[i] = items[i].cost;
            push(i);
        }
    }

    std::vector<ForestBlock> run() {
        std::vector<ForestBlock> blocks;
        while (!m_queue.empty()) {
            const auto lead = m_queue.top();
            m_queue.pop();
            if (m_of[lead.top] != lead.top || m_version[lead.top] != lead.version ||
                m_bought[lead.top]) {
                continue; // merged or counted anew since
            }
            const auto parent = m_items[lead.top].parent;
            if (parent == no_item || m_bought[block_of(parent)]) {
                blocks.push_back(take(lead.top));
            } else {
                merge(block_of(parent), lead.top);
            }
        }
        return blocks;
    }

private:
    struct Lead {
        double gain = 0;
        double cost = 0;
        std::uint32_t top = 0;
        std::uint32_t version = 0;

        bool operator<(const Lead& other) const noexcept {
            const double a = gain * other.cost;
            const double b = other.gain * cost;
            return a != b ? a < b : top > other.top; // of equals the first item leads
        }
    };

    void push(std::uint32_t top) { m_queue.push({m_gain[top], m_cost[top], top, m_version[top]}); }

    std::uint32_t block_of(std::uint32_t item) {
        while (m_of[item] != item) {
            m_of[item] = m_of[m_of[item]];
            item = m_of[item];
        }
        return item;
    }

    void merge(std::uint32_t above, std::uint32_t below) {
        m_of[below] = above;
        m_next[m_last[above]] = below;
        m_last[above] = m_last[below];
        m_gain[above] += m_gain[below];
        m_cost[above] += m_cost[below];
        ++m_version[above];
        push(above);
    }

    ForestBlock take(std::uint32_t top) {
        m_bought[top] = true;
        ForestBlock block{{}, m_gain[top], m_cost[top]};
        for (auto item = top; item != no_item; item = m_next[item]) {
            block.items.push_back(item);
        }
        return block;
    }

    std::span<const ForestItem> m_items;
    std::vector<std::uint32_t> m_of;   ///< a way up to the top item of the block
    std::vector<std::uint32_t> m_next; ///< in the block's list
    std::vector<std::uint32_t> m_last; ///< of a top item: the end of its list
    std::vector<double> m_gain;        ///< of a top item: of its block
    std::vector<double> m_cost;
    std::vector<std::uint32_t> m_version;
    std::vector<bool> m_bought; ///< of a top item
    std::priority_queue<Lead> m_queue;
};

/// What is left of a block when leaves are taken away, those that gain least for their cost first,
/// until it can be paid.
std::vector<std::uint32_t> trimmed(std::span<const ForestItem> items, const ForestBlock& block,
                                   double budget) {
    std::unordered_map<std::uint32_t, std::size_t> children; ///< in the block, still there
    for (const auto item : block.items) {
        children.try_emplace(item, 0);
        const auto parent = children.find(items[item].parent);
        if (parent != children.end()) {
            ++parent->second;
        }
    }
    const auto gains_more = [items](std::uint32_t a, std::uint32_t b) {
        const double x = items[a].gain * items[b].cost;
        const double y = items[b].gain * items[a].cost;
        return x != y ? x > y : a < b;
    };
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(gains_more)> leaves{
        gains_more};
    for (const auto& [item, below] : children) {
        if (below == 0) {
            leaves.push(item);
        }
    }
    std::set<std::uint32_t> dropped;
    for (double cost = block.cost; cost > budget && !leaves.empty();) {
        const auto leaf = leaves.top();
        leaves.pop();
        dropped.insert(leaf);
        cost -= items[leaf].cost;
        const auto parent = children.find(items[leaf].parent);
        if (parent != children.end() && --parent->second == 0) {
            leaves.push(parent->first);
        }
    }
    std::vector<std::uint32_t> kept;
    std::copy_if(block.items.begin(), block.items.end(), std::back_inserter(kept),
                 [&](std::uint32_t item) { return !dropped.contains(item); });
    return kept;
}

/// Buys what can still be paid when the next whole block cannot.
class RestBuyer {
public:
    RestBuyer(std::span<const ForestItem> items, ForestChoice& choice, double budget)
        : m_items(items), m_choice(choice), m_budget(budget), m_bought(items.size(), false) {
        for (const auto item : choice.items) {
            m_bought[item] = true;
        }
    }

    void run() {
        while (buy_some()) {
        }
    }

private:
    /// An item with all above it that is not bought yet.
    struct Chain {
        double gain = 0;
        double cost = 0;
    };

    [[nodiscard]] double rest() const { return m_budget - m_choice.cost; }

    bool buy_some() {
        std::vector<Chain> chains(m_items.size());
        std::vector<std::uint32_t> place(m_items.size(), no_item);
        std::vector<ForestItem> payable;
        std::vector<std::uint32_t> number;
        std::optional<std::uint32_t> best;
        for (std::uint32_t i = 0; i < m_items.size(); ++i) {
            if (m_bought[i]) {
                continue;
            }
            const auto parent = m_items[i].parent;
            const bool alone = parent == no_item || m_bought[parent];
            chains[i] = {m_items[i].gain + (alone ? 0 : chains[parent].gain),
                         m_items[i].cost + (alone ? 0 : chains[parent].cost)};
            if (chains[i].cost > rest()) {
                continue;
            }
            place[i] = static_cast<std::uint32_t>(payable.size());
            payable.push_back({alone ? no_item : place[parent], m_items[i].gain, m_items[i].cost});
            number.push_back(i);
            if (!best ||
                chains[i].gain * chains[*best].cost > chains[*best].gain * chains[i].cost) {
                best = i;
            }
        }
        if (!best || chains[*best].gain <= 0) {
            return false;
        }
        bool some = false;
        for (const auto& block : best_blocks(payable)) {
            if (block.gain <= 0 || block.cost > rest()) {
                break;
            }
            for (const auto item : block.items) {
                buy(number[item]);
            }
            some = true;
        }
        if (!some) {
            buy_chain(*best);
        }
        return true;
    }

    void buy_chain(std::uint32_t item) {
        const auto parent = m_items[item].parent;
        if (parent != no_item && !m_bought[parent]) {
            buy_chain(parent);
        }
        buy(item);
    }

    void buy(std::uint32_t item) {
        m_bought[item] = true;
        m_choice.items.push_back(item);
        m_choice.gain += m_items[item].gain;
        m_choice.cost += m_items[item].cost;
    }

    std::span<const ForestItem> m_items;
    ForestChoice& m_choice;
    double m_budget;
    std::vector<bool> m_bought;
};

} // namespace

std::vector<ForestBlock> best_blocks(std::span<const ForestItem> items) {
    return Merger{items}.run();
}

ForestChoice choose_within(std::span<const ForestItem> items, double budget) {
    ForestChoice choice;
    const double most = budget * (1 + rounding);
    for (const auto& block : best_blocks(items)) {
        if (block.gain <= 0) {
            break;
        }
        if (choice.cost + block.cost > most) {
            choice.bound = choice.gain + block.gain / block.cost * (budget - choice.cost);
            auto in_part = choice;
            for (const auto item : trimmed(items, block, most - choice.cost)) {
                in_part.items.push_back(item);
                in_part.gain += items[item].gain;
                in_part.cost += items[item].cost;
            }
            RestBuyer{items, in_part, most}.run();
            RestBuyer{items, choice, most}.run();
            if (in_part.gain > choice.gain) {
                choice = std::move(in_part);
            }
            choice.bound = std::max(choice.bound, choice.gain);
            return choice;
        }
        choice.items.insert(choice.items.end(), block.items.begin(), block.items.end());
        choice.gain += block.gain;
        choice.cost += block.cost;
    }
    choice.bound = choice.gain;
    return choice;
}

} // namespace gis::analysis
