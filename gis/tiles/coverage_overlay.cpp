#include "gis/tiles/coverage_overlay.hpp"

#include "gis/core/fingerprint.hpp"

#include <bit>

namespace gis::tiles {

namespace {

void add_shares(Fingerprint& fingerprint, std::span<const CoverageOverlay::Share> shares) {
    fingerprint.add(shares.size());
    for (const auto& share : shares) {
        fingerprint.add(std::bit_cast<std::uint64_t>(share.covered.value_or(-1.0)));
        fingerprint.add(share.below ? std::uint64_t{*share.below} : 2);
    }
}

} // namespace

void CoverageOverlay::stamp() {
    Fingerprint units;
    add_shares(units, communes);
    add_shares(units, hamlets);
    units_stamp = units.value();
    for (auto& [part, reach] : parts) {
        Fingerprint fingerprint;
        fingerprint.add(reach.stretches.size());
        for (const auto& stretch : reach.stretches) {
            fingerprint.add(std::bit_cast<std::uint64_t>(stretch.from_m));
            fingerprint.add(std::bit_cast<std::uint64_t>(stretch.to_m));
            fingerprint.add(static_cast<std::uint64_t>(stretch.reached));
        }
        reach.stamp = fingerprint.value();
    }
}

} // namespace gis::tiles
