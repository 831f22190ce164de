#include "gis/tiles/road_levels.hpp"

#include "gis/core/fingerprint.hpp"
#include "gis/tiles/simplify.hpp"

#include <algorithm>
#include <bit>

namespace gis::tiles {

namespace {

/// Roads with a box smaller than this, in tile units, are left out, unless their class is kept.
constexpr std::uint32_t tiny_units = 2;

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U; // 2^64 / golden ratio: Fibonacci hashing

/// One road on its way from level to level: each drops vertices of the one before.
struct Remaining {
    std::vector<WorldPoint> line;
    std::vector<float> chainage;
    std::vector<float> weights;

    void load(std::span<const WorldPoint> from_line, std::span<const float> from_chainage,
              std::span<const float> from_weights) {
        line.assign(from_line.begin(), from_line.end());
        chainage.assign(from_chainage.begin(), from_chainage.end());
        weights.assign(from_weights.begin(), from_weights.end());
    }

    void keep_from(float weight) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (weights[i] >= weight) {
                line[kept] = line[i];
                weights[kept] = weights[i];
                if (!chainage.empty()) {
                    chainage[kept] = chainage[i];
                }
                ++kept;
            }
        }
        line.resize(kept);
        weights.resize(kept);
        chainage.resize(chainage.empty() ? 0 : kept);
    }
};

} // namespace

Junctions::Junctions(const RoadShapes& own) : m_own(own) {
    const std::size_t capacity = std::bit_ceil(2 * own.base.vertex_count() + 2);
    m_slots.resize(capacity);
    m_shift = 64 - std::countr_zero(capacity);
    for (std::uint32_t road = 0; road < own.base.size(); ++road) {
        for (const auto& vertex : own.base.line(road)) {
            const auto key = vertex_key(vertex);
            auto& slot = m_slots[slot_of(key)];
            if (slot.road == 0) {
                slot = {key, road + 1, false};
            } else if (slot.road != road + 1) {
                slot.shared = true;
            }
        }
    }
}

std::size_t Junctions::slot_of(std::uint64_t key) const noexcept {
    std::size_t slot = (key * golden) >> m_shift;
    while (m_slots[slot].road != 0 && m_slots[slot].key != key) {
        slot = (slot + 1) & (m_slots.size() - 1);
    }
    return slot;
}

void Junctions::meet(const RoadShapes& other) {
    const auto box = m_own.tree.bounds();
    other.tree.visit(box, [&](std::uint32_t road) {
        for (const auto& vertex : other.base.line(road)) {
            if (!box.contains(vertex)) {
                continue;
            }
            const auto key = vertex_key(vertex);
            auto& slot = m_slots[slot_of(key)];
            if (slot.road != 0) {
                slot.shared = true;
                m_others.push_back(key);
            }
        }
    });
}

bool Junctions::at(const WorldPoint& point) const noexcept {
    return m_slots[slot_of(vertex_key(point))].shared;
}

std::uint64_t Junctions::fingerprint_of_others() const {
    auto sorted = m_others;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    Fingerprint fingerprint;
    for (const auto key : sorted) {
        fingerprint.add(key);
    }
    return fingerprint.value();
}

RoadLevels build_road_levels(const RoadShapes& shapes, const Junctions& junctions) {
    RoadLevels levels;
    levels.junctions = junctions.fingerprint_of_others();
    Simplifier simplifier;
    Remaining remaining;
    std::vector<unsigned char> fixed;
    for (std::size_t road = 0; road < shapes.base.size(); ++road) {
        const auto line = shapes.base.line(road);
        fixed.clear();
        for (const auto& vertex : line) {
            fixed.push_back(junctions.at(vertex) ? 1 : 0);
        }
        remaining.load(line, shapes.base.chainage(road), simplifier.weigh(line, fixed));
        const auto& box = shapes.tree.box(road);
        const std::uint32_t size = std::max(box.max_x - box.min_x, box.max_y - box.min_y);
        for (std::uint32_t zoom = base_zoom; zoom-- > 0;) {
            if (shapes.ranks[road] < kept_rank && size < world_units(tiny_units, zoom)) {
                levels.zooms[zoom].add({}, {});
                continue;
            }
            remaining.keep_from(squared_tolerance(zoom));
            levels.zooms[zoom].add(remaining.line, remaining.chainage);
        }
    }
    for (auto& zoom : levels.zooms) {
        zoom.fit();
    }
    return levels;
}

} // namespace gis::tiles
