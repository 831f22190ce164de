#pragma once

#include "gis/editing/operation.hpp"
#include "gis/geometry/types.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace gis::editing {

/// Why a stretch of the old line is not on the new one.
enum class Loss : std::uint8_t {
    gone,   ///< the new line has nothing there
    moved,  ///< what is there now is farther away than the tolerance
    turned, ///< the new line runs the other way
};

/// Where a stretch of the old line is on the new one: consecutive stretches, and what is lost of
/// it.
struct Carried {
    struct Lost {
        Stretch stretch; ///< of the old line
        Loss loss = Loss::gone;
    };

    std::vector<Stretch> images;
    std::vector<Lost> lost;
};

/// Carries chainages from one line to another.
///
/// Vertices that both lines have (within 1 mm), in the same order, are anchors; between
/// neighbouring anchors without other vertices the line is unchanged and chainages map exactly. A
/// stretch between anchors that did change is matched as a whole: both lines are sampled and the
/// samples paired in order with the least sum of squared distances (dynamic time warping), so that
/// a hairpin does not attract what belongs before it. Each position then goes to the nearest place
/// on the new line around its pair. A position that would move farther than the tolerance is lost;
/// a tail that became shorter by less than the tolerance is not: its end is where the new end is.
class Carry {
public:
    /// @param marks  chainages of the old line that matter: they are carried by exact projection,
    /// all others between them in proportion
    /// @pre both lines have two or more positions
    Carry(const geometry::Line& before, const geometry::Line& after, double tolerance_m,
          std::span<const double> marks);

    [[nodiscard]] Carried carry(const Stretch& stretch) const;

private:
    struct Knot {
        double before_m = 0;
        double after_m = 0;
    };
    using Run = std::vector<Knot>; ///< carried without interruption; ascending in both

    struct Sample {
        Knot knot;
        double distance_m = 0;
    };

    class Matcher;

    void add_samples(const std::vector<Sample>& samples, double tolerance_m);
    [[nodiscard]] double length_carried() const;
    [[nodiscard]] static double image_between(const Knot& from, const Knot& to, double before_m);
    [[nodiscard]] static double image_of_start(const Run& run, double before_m);
    [[nodiscard]] static double image_of_end(const Run& run, double before_m);
    [[nodiscard]] Loss loss_at(double before_m) const;

    double m_before_m = 0;
    double m_after_m = 0;
    bool m_turned = false;
    std::vector<Run> m_runs;
};

} // namespace gis::editing
