#include "gis/files/road_joiner.hpp"

#include "gis/core/number_words.hpp"
#include "gis/geometry/geodesic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace gis::files {

namespace {

/// A chainage of the file counts when it is as near as this to the one that the geometry gives: a
/// centimetre for rounding and a millimetre per kilometre for the way through a plane CRS.
double rounding_m(double at_m) {
    return 0.01 + 1e-6 * std::abs(at_m);
}

/// How far the chainages of the road's papers may be from the line on the map.
double surveying_m(double length_m) {
    return std::max(1.0, 0.01 * length_m);
}

/// Whether a row's chainages are places on a line that is clearly longer, not the ends of the row's
/// own line.
bool is_place_on_line(const RoadPiece& piece, double length_m) {
    return *piece.to_m <= length_m + surveying_m(length_m) &&
           length_m > 1.1 * (*piece.to_m - *piece.from_m) + 5;
}

/// Groups over this many rows are not one road but a code that stands for "none".
constexpr std::size_t max_pieces = 10'000;

bool has_interval(const RoadPiece& piece) {
    return piece.from_m && piece.to_m && *piece.from_m >= 0 && *piece.to_m > *piece.from_m;
}

class Joiner {
public:
    Joiner(std::vector<RoadPiece> pieces, const RowSink& sink)
        : m_pieces(std::move(pieces)), m_sink(sink), m_done(m_pieces.size(), false) {}

    void run() {
        collect_groups();
        m_sink.batch.rows.reserve(m_sink.batch.rows.size() + 2 * m_pieces.size());
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            if (m_done[i]) {
                continue;
            }
            const auto found = m_groups.find(key(m_pieces[i]));
            const bool grouped = has_interval(m_pieces[i]) && found != m_groups.end() &&
                                 found->second.size() > 1 && found->second.size() <= max_pieces;
            if (grouped) {
                join(found->second);
            } else {
                m_done[i] = true;
                add_single(m_pieces[i]);
            }
        }
    }

private:
    using Members = std::vector<std::size_t>;

    [[nodiscard]] static std::string key(const RoadPiece& piece) {
        return piece.group + '\n' + piece.road.code;
    }

    void collect_groups() {
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            const auto& piece = m_pieces[i];
            if (has_interval(piece) && (!piece.group.empty() || !piece.road.code.empty())) {
                m_groups[key(piece)].push_back(i);
            }
        }
    }

    /// Makes roads of a group: pieces are chained where the next one's chainage and line begin at
    /// the end of the last.
    void join(Members members) {
        std::ranges::stable_sort(members, {},
                                 [this](std::size_t i) { return *m_pieces[i].from_m; });
        const auto& line = m_pieces[members.front()].road.line;
        if (std::ranges::all_of(members,
                                [&](std::size_t i) { return m_pieces[i].road.line == line; })) {
            add_events(members);
            return;
        }
        std::size_t roads = 0;
        for (std::size_t first = 0; first < members.size(); ++first) {
            if (m_done[members[first]]) {
                continue;
            }
            Members chain{members[first]};
            m_done[members[first]] = true;
            for (std::size_t next = first + 1; next < members.size(); ++next) {
                if (*m_pieces[members[next]].from_m > *m_pieces[chain.back()].to_m + 1) {
                    break; // sorted: no later one can follow either
                }
                if (!m_done[members[next]] &&
                    follows(m_pieces[chain.back()], m_pieces[members[next]])) {
                    chain.push_back(members[next]);
                    m_done[members[next]] = true;
                }
            }
            if (++roads == 2) {
                warn_apart(m_pieces[members[first]]);
            }
            if (chain.size() == 1) {
                add_single(m_pieces[chain.front()]);
            } else {
                add_chain(chain);
            }
        }
    }

    [[nodiscard]] static bool follows(const RoadPiece& last, const RoadPiece& next) {
        return std::abs(*next.from_m - *last.to_m) <= rounding_m(*last.to_m) &&
               geometry::distance_m(last.road.line.back(), next.road.line.front()) <= meeting_m;
    }

    void warn_apart(const RoadPiece& piece) const {
        m_sink.issues.warn(
            piece.row, "parts-do-not-meet", "code",
            {fmt::format(
                 "Các đoạn mang mã “{}” không nối liền nhau; mỗi chuỗi liền thành một con đường.",
                 piece.road.code),
             fmt::format(
                 "The parts with code \"{}\" do not meet; each chain of them became a road.",
                 piece.road.code)});
    }

    /// All pieces carry the whole line: their chainages are places on it.
    void add_events(const Members& members) {
        const double length_m = m_pieces[members.front()].road.length_m;
        const auto road = add_road(m_pieces[members.front()]);
        for (const auto i : members) {
            m_done[i] = true;
            add_interval(road, m_pieces[i], length_m);
        }
    }

    void add_chain(const Members& chain) {
        auto& head = m_pieces[chain.front()];
        std::vector<double> ends; // chainage of each piece's end, by the geometry
        ends.push_back(head.road.length_m);
        for (const auto i : std::span{chain}.subspan(1)) {
            const auto& part = m_pieces[i].road.line;
            append(head.road.line, part);
            ends.push_back(ends.back() + m_pieces[i].road.length_m);
        }
        const double length_m = geometry::length_m(head.road.line);
        head.road.length_m = length_m;
        const auto road = add_road(head);
        const double start_m = *head.from_m;
        double from_m = 0;
        for (std::size_t k = 0; k < chain.size(); ++k) {
            const auto& piece = m_pieces[chain[k]];
            const double given_m = *piece.to_m - start_m;
            const bool last = k + 1 == chain.size();
            const bool agrees = std::abs(given_m - ends[k]) <= rounding_m(ends[k]);
            const double to_m = last ? length_m : agrees ? given_m : ends[k];
            add_record(road, piece, from_m, to_m);
            from_m = to_m;
        }
    }

    /// Adds a line to one that ends where it starts. The vertex between goes when it lies on the
    /// straight between its neighbours: it was only the cut.
    static void append(geometry::Line& line, const geometry::Line& next) {
        const auto joint = line.back();
        const auto& before = line[line.size() - 2];
        const auto& after = next[1];
        const double dx = after.lon - before.lon;
        const double dy = after.lat - before.lat;
        const double square = dx * dx + dy * dy;
        double along = 0;
        if (square > 0) {
            along = ((joint.lon - before.lon) * dx + (joint.lat - before.lat) * dy) / square;
        }
        const geometry::Point foot{before.lon + along * dx, before.lat + along * dy};
        const bool only_cut =
            along > 0 && along < 1 && geometry::distance_m(foot, joint) <= meeting_m;
        if (only_cut) {
            line.pop_back();
        }
        line.insert(line.end(), next.begin() + 1, next.end());
    }

    void add_single(RoadPiece& piece) {
        const double length_m = piece.road.length_m;
        const auto road = add_road(piece);
        if (has_interval(piece) && is_place_on_line(piece, length_m)) {
            add_interval(road, piece, length_m);
            return;
        }
        if (has_interval(piece) &&
            std::abs(*piece.to_m - *piece.from_m - length_m) > surveying_m(length_m)) {
            warn_length(piece, length_m);
        }
        add_record(road, piece, 0, length_m);
    }

    void warn_length(const RoadPiece& piece, double length_m) const {
        m_sink.issues.warn(
            piece.row, "chainage-differs", "to_m",
            {fmt::format("Lý trình {}–{} m không khớp chiều dài {} m đo trên bản đồ.",
                         number_words(*piece.from_m, 0, 1, Language::vi),
                         number_words(*piece.to_m, 0, 1, Language::vi),
                         number_words(length_m, 0, 1, Language::vi)),
             fmt::format(
                 "Chainage {:.1f} to {:.1f} m disagrees with the length of {:.1f} m on the map.",
                 *piece.from_m, *piece.to_m, length_m)});
    }

    /// A record on a part of the line by the file's chainages.
    void add_interval(RoadId road, const RoadPiece& piece, double length_m) {
        if (*piece.to_m > length_m + surveying_m(length_m)) {
            warn_length(piece, length_m);
        }
        if (*piece.from_m < length_m) {
            const bool to_end = *piece.to_m >= length_m - rounding_m(length_m);
            add_record(road, piece, *piece.from_m, to_end ? length_m : *piece.to_m);
        }
    }

    /// Moves the piece's road into the batch. @return how its records name it
    RoadId add_road(RoadPiece& piece) {
        const RoadId reference{-(1 + static_cast<std::int64_t>(m_sink.batch.rows.size()))};
        make_unique(piece.road.code, piece.row);
        m_sink.batch.add(std::move(piece.road), {piece.row, piece.says_class});
        return reference;
    }

    void make_unique(std::string& code, std::int64_t row) {
        if (code.empty() || m_codes.insert(code).second) {
            return;
        }
        const auto wanted = code;
        auto& last = m_suffixes.try_emplace(wanted, 1).first->second;
        do {
            code = fmt::format("{}-{}", wanted, ++last);
        } while (!m_codes.insert(code).second);
        m_sink.issues.warn(
            row, "duplicate-code", "code",
            {fmt::format("Mã “{}” đã có; con đường này được ghi mã “{}”.", wanted, code),
             fmt::format("Code \"{}\" is taken; this road got the code \"{}\".", wanted, code)});
    }

    void add_record(RoadId road, const RoadPiece& piece, double from_m, double to_m) {
        if (!piece.has_record || !(to_m > from_m)) {
            return;
        }
        auto record = piece.record;
        record.road = road;
        record.from_m = from_m;
        record.to_m = to_m;
        m_sink.batch.add(std::move(record), {piece.row});
    }

    std::vector<RoadPiece> m_pieces;
    const RowSink& m_sink;
    std::vector<bool> m_done;
    std::unordered_map<std::string, Members> m_groups;
    std::unordered_set<std::string> m_codes;
    std::unordered_map<std::string, int> m_suffixes;
};

} // namespace

void join_roads(std::vector<RoadPiece> pieces, const RowSink& sink) {
    Joiner{std::move(pieces), sink}.run();
}

} // namespace gis::files
