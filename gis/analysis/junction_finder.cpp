#include "gis/analysis/junction_finder.hpp"

#include "gis/analysis/shared_vertices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace gis::analysis {

namespace {

/// Places of one road closer than this along it are one place, in metres.
constexpr double same_place_m = 1e-6;
constexpr std::uint32_t vertices_per_mark = 32;
/// The ends of a line come out of memory while as many lines before it are looked at.
constexpr std::uint32_t lines_ahead = 4;

class DisjointSets {
public:
    explicit DisjointSets(std::size_t size) : m_parent(size) {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
    }

    std::uint32_t find(std::uint32_t i) noexcept {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }

    void join(std::uint32_t a, std::uint32_t b) noexcept {
        a = find(a);
        b = find(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> m_parent;
};

} // namespace

RoadLines::RoadLines(const PassableParts& from) : parts(from) {
    first_road.push_back(0);
    first_vertex.push_back(0);
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const auto& stretches = parts[p]->stretches();
        for (std::size_t i = 0; i < stretches.size(); ++i) {
            lines.push_back(parts[p]->line(i));
            roads.push_back({static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(i),
                             first_road.back() + stretches[i].road, stretches[i].to_m});
            first_vertex.push_back(first_vertex.back() +
                                   static_cast<std::uint32_t>(lines.back().size()));
        }
        first_line.push_back(static_cast<std::uint32_t>(lines.size()));
        first_road.push_back(first_road.back() +
                             static_cast<std::uint32_t>(parts[p]->part().roads.size()));
    }
    for (std::uint32_t line = 0; line < lines.size(); ++line) {
        while (m_line_about.size() * vertices_per_mark < first_vertex[line + 1]) {
            m_line_about.push_back(line);
        }
    }
}

std::uint32_t RoadLines::line_of(std::uint32_t vertex) const {
    auto line = m_line_about[vertex / vertices_per_mark];
    while (first_vertex[line + 1] <= vertex) {
        ++line;
    }
    return line;
}

JunctionFinder::JunctionFinder(const PassableParts& parts, double snap_m,
                               const ParallelFor& parallel_for)
    : m_net(parts), m_snap_m(snap_m), m_parallel_for(parallel_for) {
    for (std::uint32_t line = 0; line < m_net.lines.size(); ++line) {
        m_sites.push_back({line, 0.0});
        m_sites.push_back({line, m_net.roads[line].length_m});
    }
    for (const auto& part : parts) {
        m_boxes.push_back(widened(part->grid().box(), m_snap_m));
    }
    m_is_copy.assign(m_sites.size(), false);
}

RoadJunctions JunctionFinder::find() {
    join_shared_vertices();
    join_touches();
    return number_nodes();
}

JunctionFinder::Vertex JunctionFinder::vertex(std::uint32_t number) const {
    const auto line = m_net.line_of(number);
    const auto index = number - m_net.first_vertex[line];
    if (index == 0) {
        return {2 * line, {}};
    }
    if (index + 1 == m_net.lines[line].size()) {
        return {2 * line + 1, {}};
    }
    const auto& road = m_net.roads[line];
    return {no_site, {line, m_net.parts[road.part]->chainage_of_vertex(road.stretch, index)}};
}

/// That of its line's end, else a new one.
std::uint32_t JunctionFinder::site_of(const Vertex& vertex) {
    if (vertex.end != no_site) {
        return vertex.end;
    }
    m_sites.push_back(vertex.inner);
    return static_cast<std::uint32_t>(m_sites.size() - 1);
}

void JunctionFinder::join_shared_vertices() {
    const auto pairs =
        find_shared_vertices({m_net.lines, m_net.first_vertex, m_net.first_line}, m_parallel_for);
    std::vector<std::pair<Vertex, Vertex>> met(pairs.size());
    for_each_in_blocks(pairs.size(), m_parallel_for, [&](std::size_t i) {
        met[i] = {vertex(pairs[i].first), vertex(pairs[i].second)};
    });
    for (const auto& [a, b] : met) {
        const auto site_a = site_of(a);
        const auto site_b = site_of(b);
        m_joins.emplace_back(site_a, site_b);
        if (site_b < m_is_copy.size() && site_a < m_is_copy.size()) {
            m_is_copy[site_b] = true; // what it touches, the other end touches too
        }
    }
}

void JunctionFinder::join_touches() {
    const auto near = neighbours(m_net.parts, m_snap_m);
    std::vector<std::vector<Touch>> touches(m_net.parts.size());
    m_parallel_for(m_net.parts.size(), [&](std::size_t part) {
        m_net.parts[part]->fetch();
        find_touches(ends_of(part), near[part], touches[part]);
    });
    for (const auto& some : touches) {
        join(some);
    }
}

/// But for copies.
std::vector<JunctionFinder::End> JunctionFinder::ends_of(std::size_t part) const {
    std::vector<End> ends;
    const auto last = m_net.first_line[part + 1];
    ends.reserve(2 * (last - m_net.first_line[part]));
    for (auto line = m_net.first_line[part]; line < last; ++line) {
        if (line + lines_ahead < last) {
            const auto& soon = m_net.lines[line + lines_ahead];
            __builtin_prefetch(&soon.front());
            __builtin_prefetch(&soon.back());
        }
        for (const auto end : {2 * line, 2 * line + 1}) {
            if (!m_is_copy[end]) {
                ends.push_back({end, position_of_end(end)});
            }
        }
    }
    return ends;
}

void JunctionFinder::join(const std::vector<Touch>& touches) {
    for (const auto& touch : touches) {
        m_joins.emplace_back(touch.end, static_cast<std::uint32_t>(m_sites.size()));
        m_sites.push_back(touch.at);
    }
}

/// @param near  parts whose lines the ends may touch. One is looked at after another: its grid
///        stays at hand
void JunctionFinder::find_touches(std::span<const End> ends, const std::vector<std::uint32_t>& near,
                                  std::vector<Touch>& touches) const {
    std::vector<geometry::NearestOnLines> places;
    for (const auto part : near) {
        const auto& grid = m_net.parts[part]->grid();
        for (const auto& end : ends) {
            if (!m_boxes[part].contains(end.at)) {
                continue;
            }
            const auto& own = m_net.roads[m_sites[end.site].line];
            const auto last =
                static_cast<std::uint32_t>(m_net.lines[m_sites[end.site].line].size() - 2);
            const geometry::SegmentGrid::Segment tip{own.stretch, end.site % 2 == 0 ? 0 : last};
            grid.within(end.at, m_snap_m, places,
                        part == own.part ? std::optional{tip} : std::nullopt);
            add_touches(end, part, places, touches);
        }
    }
}

/// Each pass of a line by the end is one touch, at its nearest place; but where it has a vertex at
/// the end's very position both are joined already.
void JunctionFinder::add_touches(const End& end, std::uint32_t part,
                                 const std::vector<geometry::NearestOnLines>& places,
                                 std::vector<Touch>& touches) const {
    const auto& own = m_sites[end.site];
    double nearest_m = 0;
    double last_m = 0;
    bool pass_open = false;
    bool is_joined = false;
    const auto close_pass = [&] {
        if (pass_open && is_joined) {
            touches.pop_back();
        }
    };
    for (const auto& place : places) { // by line and segment
        const Site site{m_net.first_line[part] + place.line, m_net.parts[part]->chainage_of(place)};
        if (site.line == own.line && std::abs(site.at_m - own.at_m) <= 2 * m_snap_m) {
            continue; // its own tip
        }
        const bool same_pass =
            pass_open && touches.back().at.line == site.line && site.at_m - last_m <= 2 * m_snap_m;
        if (!same_pass) {
            close_pass();
            touches.push_back({end.site, site});
            nearest_m = place.distance_m;
            is_joined = false;
        } else if (place.distance_m < nearest_m) {
            touches.back().at = site;
            nearest_m = place.distance_m;
        }
        const auto* vertices = &m_net.lines[site.line][place.segment];
        is_joined = is_joined || vertices[0] == end.at || vertices[1] == end.at;
        pass_open = true;
        last_m = site.at_m;
    }
    close_pass();
}

RoadJunctions JunctionFinder::number_nodes() {
    DisjointSets sets{m_sites.size()};
    for (const auto& [a, b] : m_joins) {
        sets.join(a, b);
    }
    const auto by_line = sites_by_line();
    for (std::size_t i = 1; i < by_line.size(); ++i) {
        const auto& a = m_sites[by_line[i - 1]];
        const auto& b = m_sites[by_line[i]];
        if (a.line == b.line && b.at_m - a.at_m <= same_place_m) {
            sets.join(by_line[i - 1], by_line[i]);
        }
    }
    RoadJunctions result;
    result.first_road = m_net.first_road;
    result.first.reserve(m_net.first_road.back() + 1);
    constexpr auto no_node = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> node_of(m_sites.size(), no_node);
    std::size_t road_begin = 0;
    for (const auto site : by_line) {
        const auto& line = m_net.roads[m_sites[site].line];
        while (result.first.size() <= line.road) {
            result.first.push_back(static_cast<std::uint32_t>(result.nodes.size()));
            road_begin = result.nodes.size();
        }
        auto& node = node_of[sets.find(site)];
        if (node == no_node) {
            node = result.node_count++;
        }
        const double at_m = m_sites[site].at_m;
        const bool repeated =
            result.nodes.size() > road_begin && at_m - result.nodes.back().at_m <= same_place_m;
        if (!repeated) {
            result.nodes.push_back({at_m, node});
        } else if (site < 2 * m_net.lines.size()) {
            result.nodes.back().at_m = at_m; // an end keeps its very chainage
        }
    }
    result.first.resize(m_net.first_road.back() + std::size_t{1},
                        static_cast<std::uint32_t>(result.nodes.size()));
    return result;
}

/// Sites by line, then chainage, then number.
std::vector<std::uint32_t> JunctionFinder::sites_by_line() const {
    std::vector<std::uint32_t> offset(m_net.lines.size() + 1, 0);
    for (const auto& site : m_sites) {
        ++offset[site.line + 1];
    }
    std::partial_sum(offset.begin(), offset.end(), offset.begin());
    std::vector<std::uint32_t> result(m_sites.size());
    auto next = offset;
    for (std::uint32_t i = 0; i < m_sites.size(); ++i) {
        result[next[m_sites[i].line]++] = i;
    }
    for (std::size_t line = 0; line + 1 < offset.size(); ++line) {
        std::sort(result.begin() + offset[line], result.begin() + offset[line + 1],
                  [this](std::uint32_t a, std::uint32_t b) {
                      return std::pair{m_sites[a].at_m, a} < std::pair{m_sites[b].at_m, b};
                  });
    }
    return result;
}

} // namespace gis::analysis
