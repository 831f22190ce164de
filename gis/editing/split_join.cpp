// One road becomes two, several become one: the metres of every day stay what they were.
#include "gis/editing/records.hpp"
#include "gis/editing/road_operations.hpp"
#include "gis/geometry/chainage.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/model/withdrawn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

namespace gis::editing {

namespace {

// The precision of chainage in files; surfaces_on() treats ends as near as this as equal.
constexpr double least_m = 0.001;
constexpr double meet_m = 0.01;
constexpr std::size_t most_joined = 100;

/// The chainage of a vertex where one is that near, else `at_m` itself.
double on_vertex(const geometry::Chainage& chainage, std::size_t vertices, double at_m) {
    for (std::size_t i = 0; i < vertices; ++i) {
        if (std::abs(chainage.at_vertex(i) - at_m) < least_m) {
            return chainage.at_vertex(i);
        }
    }
    return at_m;
}

/// Chainages of a line after its vertices got others, the same number in the same order.
class VertexMap {
public:
    /// @param before  of each vertex, ascending
    /// @param after   of each vertex, ascending or descending
    VertexMap(std::vector<double> before, std::vector<double> after)
        : m_before(std::move(before)), m_after(std::move(after)) {}

    [[nodiscard]] double operator()(double before_m) const {
        const auto next = std::upper_bound(m_before.begin() + 1, m_before.end() - 1, before_m);
        const auto i = static_cast<std::size_t>(next - m_before.begin()) - 1;
        const double before = m_before[i + 1] - m_before[i];
        const double after = m_after[i + 1] - m_after[i];
        const double along = before_m - m_before[i];
        // As long as before but for rounding: exact.
        const bool same = std::abs(before - std::abs(after)) < 1e-6;
        return m_after[i] + (same ? std::copysign(along, after) : along * after / before);
    }

private:
    std::vector<double> m_before;
    std::vector<double> m_after;
};

std::vector<double> chainages(const geometry::Line& line) {
    const geometry::Chainage chainage{line};
    std::vector<double> at;
    for (std::size_t i = 0; i < line.size(); ++i) {
        at.push_back(chainage.at_vertex(i));
    }
    return at;
}

/// How a road is added to another one.
struct Joint {
    bool in_front = false; ///< its end meets the other's start
    bool turned = false;
};

std::optional<Joint> find_joint(const geometry::Line& line, const geometry::Line& next) {
    struct Candidate {
        geometry::Point of_line;
        geometry::Point of_next;
        Joint joint;
    };
    const std::array candidates{Candidate{line.back(), next.front(), {false, false}},
                                Candidate{line.back(), next.back(), {false, true}},
                                Candidate{line.front(), next.back(), {true, false}},
                                Candidate{line.front(), next.front(), {true, true}}};
    std::optional<Joint> best;
    double least = meet_m;
    for (const auto& candidate : candidates) {
        const double gap = geometry::distance_m(candidate.of_line, candidate.of_next);
        if (gap < least || (!best && gap <= least)) {
            least = gap;
            best = candidate.joint;
        }
    }
    return best;
}

/// Both lines as one; where they meet `line` keeps its vertex.
geometry::Line joined(const geometry::Line& line, geometry::Line next, const Joint& joint) {
    if (joint.turned) {
        std::reverse(next.begin(), next.end());
    }
    geometry::Line result;
    if (joint.in_front) {
        result.assign(next.begin(), next.end() - 1);
        result.insert(result.end(), line.begin(), line.end());
    } else {
        result = line;
        result.insert(result.end(), next.begin() + 1, next.end());
    }
    return result;
}

void check_alike(const Step& step, const model::Road& road, const model::Road& next) {
    const auto refuse = [&](std::string_view vi, std::string_view en) {
        throw step.checks.wrong(
            "not-alike", "roads",
            {fmt::format("Đường số {} và {} khác {}; hãy sửa cho giống nhau trước khi nối.",
                         road.id.get(), next.id.get(), vi),
             fmt::format("Roads {} and {} differ in {}; make them alike before joining.",
                         road.id.get(), next.id.get(), en)});
    };
    if (road.road_class != next.road_class) {
        refuse("loại đường", "class");
    }
    if (road.valid_from != next.valid_from || road.valid_to != next.valid_to) {
        refuse("thời gian tồn tại", "the days on which they exist");
    }
}

/// What a record says of its own road; beyond the road's end the other one begins.
std::optional<Stretch> within(const Stretch& record, double length_m) {
    const Stretch stretch{record.from_m, std::min(record.to_m, length_m)};
    return stretch.from_m < stretch.to_m ? std::optional{stretch} : std::nullopt;
}

/// Where the vertices of `next` are in the joined line; descending when it was turned.
VertexMap map_of_next(const geometry::Line& next, const std::vector<double>& all,
                      const Joint& joint) {
    const auto count = static_cast<std::ptrdiff_t>(next.size());
    std::vector<double> after = joint.in_front
                                    ? std::vector<double>(all.begin(), all.begin() + count)
                                    : std::vector<double>(all.end() - count, all.end());
    auto before = chainages(next);
    if (!joint.turned) {
        return {std::move(before), std::move(after)};
    }
    std::reverse(after.begin(), after.end());
    return {std::move(before), std::move(after)};
}

void join(const Step& step, model::Road& road, model::Road& next) {
    check_alike(step, road, next);
    const auto joint = find_joint(road.line, next.line);
    if (!joint) {
        throw step.checks.wrong(
            "do-not-meet", "roads",
            {fmt::format("Đường số {} không nối với đầu nào của đường số {} (cần cách dưới {} m). "
                         "Hãy vẽ lại cho hai đầu trùng nhau.",
                         next.id.get(), road.id.get(), plain_number_words(meet_m, Language::vi)),
             fmt::format("Road {} meets no end of road {} (within {} m). Redraw one so that their "
                         "ends are the same.",
                         next.id.get(), road.id.get(), meet_m)});
    }
    auto line = step.checks.line(joined(road.line, next.line, *joint), "roads");
    const auto all = chainages(line);
    const double shift = joint->in_front ? all[next.line.size() - 1] : 0.0;
    const double old_length = road.length_m;
    const auto map = map_of_next(next.line, all, *joint);
    road.line = std::move(line);
    road.length_m = all.back();
    place_stretches(step.workspace, road, [&](const Stretch& record) {
        std::vector<Placement> placements;
        if (const auto own = within(record, old_length)) {
            placements.push_back({&road, {own->from_m + shift, own->to_m + shift}});
        }
        return placements;
    });
    place_stretches(step.workspace, next, [&](const Stretch& record) {
        std::vector<Placement> placements;
        if (const auto own = within(record, next.length_m)) {
            const auto [from_m, to_m] = std::minmax({map(own->from_m), map(own->to_m)});
            placements.push_back({&road, {from_m, to_m}});
        }
        return placements;
    });
    step.workspace.note_lineage(model::EntityKind::road, next.id.get(), road.id.get());
    next = model::withdrawn(std::move(next));
}

} // namespace

void carry_out(const Step& step, const SplitRoad& operation) {
    auto& road = step.workspace.road(operation.road);
    const auto whole = road.line;
    const geometry::Chainage chainage{whole};
    const double length = chainage.length_m();
    if (!(operation.at_m >= min_road_m && operation.at_m <= length - min_road_m)) {
        throw step.checks.wrong(
            "bad-split", "at_m",
            {fmt::format("Điểm tách {} m phải cách hai đầu đường (dài {} m) ít nhất {} m.",
                         metres_words(operation.at_m, Language::vi),
                         metres_words(length, Language::vi), min_road_m),
             fmt::format("The split at {} m must be at least {} m from both ends of the road "
                         "({} m long).",
                         metres_words(operation.at_m, Language::en), min_road_m,
                         metres_words(length, Language::en))});
    }
    const double at_m = on_vertex(chainage, whole.size(), operation.at_m);
    auto rest = model::Road{road};
    rest.surfaces.clear();
    rest.code.clear();
    rest.line = chainage.slice(at_m, length);
    rest.length_m = geometry::length_m(rest.line);
    auto& second = step.workspace.add_road(std::move(rest), step.position);
    auto& first = step.workspace.road(operation.road);
    first.line = chainage.slice(0, at_m);
    first.length_m = geometry::length_m(first.line);
    // The first part measures `at_m` but for a hundredth of a millimetre: a position between two
    // vertices is found in proportion. By its own length both parts of a record add up exactly.
    const double cut_m = first.length_m;
    place_stretches(step.workspace, first, [&](const Stretch& record) {
        std::vector<Placement> placements;
        if (record.from_m < cut_m - least_m) {
            const double to_m = record.to_m <= cut_m + least_m ? record.to_m : cut_m;
            placements.push_back({&first, {record.from_m, to_m}});
        }
        if (record.to_m > cut_m + least_m) {
            const bool to_end = record.to_m > length - least_m && record.to_m < length + least_m;
            placements.push_back({&second,
                                  {std::max(0.0, record.from_m - cut_m),
                                   to_end ? second.length_m : record.to_m - cut_m}});
        }
        return placements;
    });
    step.workspace.note_lineage(model::EntityKind::road, first.id.get(), second.id.get());
}

void carry_out(const Step& step, const JoinRoads& operation) {
    const std::set<RoadId> different{operation.roads.begin(), operation.roads.end()};
    if (operation.roads.size() < 2 || operation.roads.size() > most_joined ||
        different.size() != operation.roads.size()) {
        throw step.checks.wrong("bad-roads", "roads",
                                {fmt::format("Cần từ 2 đến {} đường khác nhau.", most_joined),
                                 fmt::format("2 to {} different roads are needed.", most_joined)});
    }
    auto& road = step.workspace.road(operation.roads.front(), "roads");
    for (auto at = operation.roads.begin() + 1; at != operation.roads.end(); ++at) {
        join(step, road, step.workspace.road(*at, "roads"));
    }
}

} // namespace gis::editing
