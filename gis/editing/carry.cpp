#include "gis/editing/carry.hpp"

#include "gis/editing/plane_line.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace gis::editing {

namespace {

using geometry::PlanePoint;

// Shorter than this is nothing: the precision of chainage in files.
constexpr double least_m = 0.001;
// Samples of a changed stretch: as close as this, but not more than so many.
constexpr double sample_step_m = 2.0;
constexpr std::size_t most_samples = 500;

/// Positions of a stretch that are paired with those of another one.
struct Sampled {
    std::vector<double> at_m;
    std::vector<PlanePoint> points;
};

Sampled sample(const PlaneLine& line, double from_m, double to_m) {
    Sampled result;
    const double step = std::max(sample_step_m, (to_m - from_m) / most_samples);
    const auto add = [&](double at_m) {
        result.at_m.push_back(at_m);
        result.points.push_back(line.position(at_m));
    };
    std::vector<double> corners{from_m};
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line.at_vertex(i) > from_m && line.at_vertex(i) < to_m) {
            corners.push_back(line.at_vertex(i));
        }
    }
    if (corners.size() > most_samples) {
        corners.resize(1); // closer than the samples anyway
    }
    corners.push_back(to_m);
    for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
        const double length = corners[i + 1] - corners[i];
        const auto pieces = std::max(1.0, std::ceil(length / step));
        for (double k = 0; k < pieces; ++k) {
            add(corners[i] + length * k / pieces);
        }
    }
    add(to_m);
    return result;
}

/// The pairing of two sequences in order with the least sum of squared distances. For each of `a`
/// the nearest of those of `b` that it is paired with.
std::vector<std::size_t> pair_up(const std::vector<PlanePoint>& a,
                                 const std::vector<PlanePoint>& b) {
    enum class From : std::uint8_t { start, both, a_alone, b_alone };
    std::vector<From> from(a.size() * b.size());
    std::vector<double> above(b.size());
    std::vector<double> row(b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            auto& came = from[i * b.size() + j];
            double least = 0;
            if (i == 0 && j == 0) {
                came = From::start;
            } else {
                constexpr auto never = std::numeric_limits<double>::infinity();
                const double both = i > 0 && j > 0 ? above[j - 1] : never;
                const double a_alone = i > 0 ? above[j] : never;
                const double b_alone = j > 0 ? row[j - 1] : never;
                least = std::min({both, a_alone, b_alone});
                came = least == both      ? From::both
                       : least == a_alone ? From::a_alone
                                          : From::b_alone;
            }
            row[j] = least + distance2(a[i], b[j]);
        }
        std::swap(above, row);
    }
    std::vector<std::size_t> nearest(a.size());
    std::vector<double> best(a.size(), std::numeric_limits<double>::infinity());
    std::size_t i = a.size() - 1;
    std::size_t j = b.size() - 1;
    for (;;) {
        if (const double d2 = distance2(a[i], b[j]); d2 < best[i]) {
            best[i] = d2;
            nearest[i] = j;
        }
        switch (from[i * b.size() + j]) {
        case From::start:
            return nearest;
        case From::both:
            --i;
            --j;
            break;
        case From::a_alone:
            --i;
            break;
        case From::b_alone:
            --j;
            break;
        }
    }
}

geometry::Line reversed(geometry::Line line) {
    std::reverse(line.begin(), line.end());
    return line;
}

} // namespace

/// Carries samples of the old line, one changed stretch after the other.
class Carry::Matcher {
public:
    Matcher(const PlaneLine& before, const PlaneLine& after, double tolerance_m,
            std::span<const double> marks)
        : m_before(before), m_after(after), m_tolerance_m(tolerance_m),
          m_marks(marks.begin(), marks.end()) {
        std::sort(m_marks.begin(), m_marks.end());
    }

    std::vector<Sample> match() {
        const auto anchors = find_anchors(m_before, m_after);
        if (anchors.empty() || anchors.front().before > 0) {
            add_end({0, 0});
        }
        Knot from;
        for (std::size_t i = 0; i < anchors.size(); ++i) {
            const Knot to{m_before.at_vertex(anchors[i].before),
                          m_after.at_vertex(anchors[i].after)};
            const bool unchanged = i > 0 && anchors[i].before == anchors[i - 1].before + 1 &&
                                   anchors[i].after == anchors[i - 1].after + 1;
            if (!unchanged) {
                match_stretch(from, to);
            }
            m_samples.push_back({to, 0});
            from = to;
        }
        const Knot end{m_before.length_m(), m_after.length_m()};
        match_stretch(from, end);
        if (anchors.empty() || anchors.back().before + 1 < m_before.size()) {
            add_end(end);
        }
        return std::move(m_samples);
    }

private:
    /// An end that moved by no more than the tolerance is still the end; one that the new line
    /// keeps as a vertex is an anchor.
    void add_end(const Knot& knot) {
        const double distance =
            std::sqrt(distance2(m_before.position(knot.before_m), m_after.position(knot.after_m)));
        if (distance <= m_tolerance_m) {
            m_samples.push_back({knot, distance});
        }
    }

    void match_stretch(const Knot& from, const Knot& to) {
        if (to.before_m - from.before_m < least_m) {
            return;
        }
        const auto a = sample(m_before, from.before_m, to.before_m);
        const auto b = sample(m_after, from.after_m, to.after_m);
        const auto paired = pair_up(a.points, b.points);
        auto mark = std::upper_bound(m_marks.begin(), m_marks.end(), from.before_m);
        double least = from.after_m;
        for (std::size_t i = 0; i < a.at_m.size(); ++i) {
            const auto j = paired[i];
            const double low = b.at_m[j == 0 ? 0 : j - 1];
            for (; mark != m_marks.end() && *mark < a.at_m[i]; ++mark) {
                const double high = b.at_m[std::min(j + 1, b.at_m.size() - 1)];
                least = project(*mark, least, std::max(least, high));
            }
            least = project(a.at_m[i], std::max(least, low),
                            std::max(least, b.at_m[std::min(j + 1, b.at_m.size() - 1)]));
        }
    }

    /// Adds the nearest place on the new line between two chainages of it.
    double project(double before_m, double low, double high) {
        const auto place = m_after.nearest(m_before.position(before_m), low, high);
        const double after_m = std::clamp(place.at_m, low, high);
        m_samples.push_back({{before_m, after_m}, place.distance_m});
        return after_m;
    }

    const PlaneLine& m_before;
    const PlaneLine& m_after;
    double m_tolerance_m;
    std::vector<double> m_marks;
    std::vector<Sample> m_samples;
};

Carry::Carry(const geometry::Line& before, const geometry::Line& after, double tolerance_m,
             std::span<const double> marks) {
    const geometry::LocalFrame frame{before.front()};
    const PlaneLine old_line{before, frame};
    const PlaneLine new_line{after, frame};
    m_before_m = old_line.length_m();
    m_after_m = new_line.length_m();
    add_samples(Matcher{old_line, new_line, tolerance_m, marks}.match(), tolerance_m);
    if (length_carried() < m_before_m - least_m) {
        const PlaneLine turned_line{reversed(after), frame};
        Carry turned{*this};
        turned.m_runs.clear();
        turned.add_samples(Matcher{old_line, turned_line, tolerance_m, marks}.match(), tolerance_m);
        m_turned = turned.length_carried() > length_carried() + least_m;
    }
}

void Carry::add_samples(const std::vector<Sample>& samples, double tolerance_m) {
    /// Where the way between two samples leaves the tolerance.
    const auto limit = [tolerance_m](const Sample& good, const Sample& bad) {
        const double share = (tolerance_m - good.distance_m) / (bad.distance_m - good.distance_m);
        return Knot{good.knot.before_m + (bad.knot.before_m - good.knot.before_m) * share,
                    good.knot.after_m + (bad.knot.after_m - good.knot.after_m) * share};
    };
    bool open = false;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const bool good = samples[i].distance_m <= tolerance_m;
        if (good && !open) {
            m_runs.emplace_back();
            if (i > 0) {
                m_runs.back().push_back(limit(samples[i], samples[i - 1]));
            }
        }
        if (good) {
            m_runs.back().push_back(samples[i].knot);
        } else if (open) {
            m_runs.back().push_back(limit(samples[i - 1], samples[i]));
        }
        open = good;
    }
}

double Carry::length_carried() const {
    double metres = 0;
    for (const auto& run : m_runs) {
        metres += run.back().before_m - run.front().before_m;
    }
    return metres;
}

double Carry::image_between(const Knot& from, const Knot& to, double before_m) {
    const double before_length = to.before_m - from.before_m;
    const double after_length = to.after_m - from.after_m;
    if (std::abs(before_length - after_length) < least_m * least_m) {
        return from.after_m + (before_m - from.before_m); // unchanged: not a share of it
    }
    return from.after_m + after_length * ((before_m - from.before_m) / before_length);
}

/// Where an end of the line has two images, a stretch that begins there begins at the first.
double Carry::image_of_start(const Run& run, double before_m) {
    const auto at =
        std::lower_bound(run.begin(), run.end(), before_m,
                         [](const Knot& knot, double at_m) { return knot.before_m < at_m; });
    return at == run.begin() || at->before_m == before_m
               ? at->after_m
               : image_between(*std::prev(at), *at, before_m);
}

/// And one that ends there ends at the last.
double Carry::image_of_end(const Run& run, double before_m) {
    const auto next =
        std::upper_bound(run.begin(), run.end(), before_m,
                         [](double at_m, const Knot& knot) { return at_m < knot.before_m; });
    return next == run.end() || std::prev(next)->before_m == before_m
               ? std::prev(next)->after_m
               : image_between(*std::prev(next), *next, before_m);
}

Loss Carry::loss_at(double before_m) const {
    if (m_turned) {
        return Loss::turned;
    }
    const bool none_before = m_runs.empty() || before_m < m_runs.front().front().before_m;
    const bool none_after = m_runs.empty() || before_m > m_runs.back().back().before_m;
    const bool beyond_start =
        none_before && !none_after && m_runs.front().front().after_m < least_m;
    const bool beyond_end =
        none_after && !none_before && m_runs.back().back().after_m > m_after_m - least_m;
    return beyond_start || beyond_end ? Loss::gone : Loss::moved;
}

Carried Carry::carry(const Stretch& stretch) const {
    Carried result;
    const double from_m = std::max(0.0, stretch.from_m);
    // A record that ends within a millimetre of the road's end reaches it, as in surfaces_on().
    const double to_m = stretch.to_m > m_before_m - least_m ? m_before_m : stretch.to_m;
    if (stretch.to_m > m_before_m && from_m >= m_before_m - least_m) {
        result.lost.push_back({stretch, Loss::gone});
        return result;
    }
    const auto lose = [&](double from, double to, Loss loss) {
        if (to - from > least_m) {
            result.lost.push_back({{from, to}, loss});
        }
    };
    double done_m = from_m;
    for (const auto& run : m_runs) {
        const double first = std::max(from_m, run.front().before_m);
        const double last = std::min(to_m, run.back().before_m);
        if (last - first <= least_m) {
            continue;
        }
        lose(done_m, first, loss_at((done_m + first) / 2));
        done_m = last;
        const double start = image_of_start(run, first);
        const double end = image_of_end(run, last);
        const Stretch image{start < least_m ? 0.0 : start,
                            end > m_after_m - least_m ? m_after_m : end};
        if (image.to_m - image.from_m <= least_m) {
            lose(first, last, Loss::gone);
        } else {
            result.images.push_back(image);
        }
    }
    lose(done_m, to_m, loss_at((done_m + to_m) / 2));
    return result;
}

} // namespace gis::editing
