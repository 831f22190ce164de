#include "gis/analysis/cut_off_places.hpp"

#include "gis/core/number_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace gis::analysis {

namespace {

constexpr double times_as_long = 10;

/// How long the roads are that hang together.
class Pieces {
public:
    explicit Pieces(const RoadNetwork& network)
        : m_network(network), m_piece(network.node_count(), none) {
        std::vector<std::uint32_t> open;
        for (std::uint32_t node = 0; node < m_piece.size(); ++node) {
            if (m_piece[node] != none) {
                continue;
            }
            const auto piece = static_cast<std::uint32_t>(m_metres.size());
            m_metres.push_back(0);
            m_piece[node] = piece;
            open.push_back(node);
            while (!open.empty()) {
                const auto from = open.back();
                open.pop_back();
                for (const auto& arc : network.arcs(from)) {
                    m_metres[piece] += arc.length_m / 2; // each edge is met from both ends
                    if (m_piece[arc.to] == none) {
                        m_piece[arc.to] = piece;
                        open.push_back(arc.to);
                    }
                }
            }
        }
    }

    [[nodiscard]] std::uint32_t of(const Attachment& place) const {
        return m_piece[m_network.edges()[place.edge].a];
    }
    [[nodiscard]] double metres(std::uint32_t piece) const { return m_metres[piece]; }

private:
    static constexpr auto none = no_edge;

    const RoadNetwork& m_network;
    std::vector<std::uint32_t> m_piece; ///< of each node
    std::vector<double> m_metres;       ///< of each piece
};

/// How far it is to the nearest road of a piece that is at least so long.
std::optional<double> nearest_of_longer(const RoadNetwork& network, const Pieces& pieces,
                                        const geometry::Point& point, double reach_m,
                                        double least_m) {
    std::optional<double> nearest;
    std::vector<geometry::NearestOnLines> places;
    for (std::size_t part = 0; part < network.parts().size(); ++part) {
        const auto& passable = *network.parts()[part];
        if (!widened(passable.grid().box(), reach_m).contains(point)) {
            continue;
        }
        passable.grid().within(point, reach_m, places);
        for (const auto& place : places) {
            const bool nearer = !nearest || place.distance_m < *nearest;
            if (nearer &&
                pieces.metres(pieces.of(network.enter(part, place, passable.chainage_of(place)))) >=
                    least_m) {
                nearest = place.distance_m;
            }
        }
    }
    return nearest;
}

Finding finding_of(const model::Facility& facility, const model::Road& road, double piece_m,
                   double other_m) {
    Finding finding;
    finding.code = "cut-off-place";
    finding.severity = Finding::Severity::warning;
    finding.unit = facility.commune;
    finding.road = road.id;
    finding.length_m = piece_m;
    finding.at = facility.location;
    const auto words = [&](Language language) {
        return std::pair{number_words(piece_m, 0, 0, language),
                         number_words(other_m, 0, 0, language)};
    };
    const auto [piece_vi, other_vi] = words(Language::vi);
    const auto [piece_en, other_en] = words(Language::en);
    finding.message = {
        fmt::format("{}: chỉ vào được từ một đoạn đường dài {} m tách rời các đường khác, nên tính "
                    "theo đường thì không ai từ nơi khác tới được; mạng đường dài hơn cách {} m. "
                    "Hãy kiểm tra chỗ nối của đoạn đường ấy.",
                    facility.name, piece_vi, other_vi),
        fmt::format("{}: entered only from {} m of road that is cut off from the others, so nobody "
                    "from elsewhere comes to it along the roads; longer roads are {} m away. Check "
                    "where that road should join.",
                    facility.name, piece_en, other_en)};
    return finding;
}

} // namespace

std::vector<Finding> cut_off_places(const CoverageBasis& basis, Date as_of) {
    std::vector<Finding> findings;
    std::set<FacilityId> seen;
    std::optional<Pieces> pieces;
    std::shared_ptr<const RoadNetwork> network;
    for (const auto& service : basis.norms().services) {
        if (service.along != Along::road) {
            continue;
        }
        if (!network) {
            network =
                basis.people_on_roads(Passable::all, as_of, nullptr, service.access_m)->network;
            pieces.emplace(*network);
        }
        for (const auto& facility : basis.facilities(service, as_of)) {
            if (!seen.insert(facility.id).second) {
                continue; // gives several services
            }
            const auto place = network->attach(facility.location, service.access_m);
            if (place.edge == no_edge) {
                continue;
            }
            const double piece_m = pieces->metres(pieces->of(place));
            if (piece_m >= short_piece_m) {
                continue;
            }
            if (const auto other_m = nearest_of_longer(*network, *pieces, facility.location,
                                                       service.access_m, times_as_long * piece_m)) {
                findings.push_back(finding_of(
                    facility, network->road(network->edges()[place.edge].road), piece_m, *other_m));
            }
        }
    }
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return a.message.vi < b.message.vi;
    });
    return findings;
}

} // namespace gis::analysis
