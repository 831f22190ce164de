#pragma once

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"
#include "gis/editing/plan.hpp"
#include "gis/model/snapshot.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::editing {

/// Checks values of one operation and names the field in what it throws: Error{invalid_data} with a
/// field as Context::list says.
class Checks {
public:
    Checks(const model::Snapshot& snapshot, const Context& context)
        : m_snapshot(snapshot), m_context(context) {}

    /// Fields are named as of this operation from now on.
    void begin(std::size_t operation) { m_operation = operation; }

    [[nodiscard]] Error wrong(std::string_view code, std::string_view field, Message message) const;
    [[nodiscard]] Error unknown(std::string_view code, std::string_view field,
                                Message message) const;

    /// @return the line without repeated positions
    [[nodiscard]] geometry::Line line(const geometry::Line& given, std::string_view field) const;
    void location(const geometry::Point& point, std::string_view field) const;
    /// @return the stretch, an end within 1 mm of the road's put on it
    [[nodiscard]] Stretch stretch(const Stretch& given, double length_m) const;
    /// @return the text in normal form C, trimmed
    [[nodiscard]] std::string text(std::string_view given, std::string_view field) const;
    /// A day that records may be of.
    void day(Date day, std::string_view field) const;
    void validity(Date from, const std::optional<Date>& to, std::string_view field) const;
    void width(const std::optional<double>& width_m) const;
    /// @return the key that a row holds for the commune of a code; empty for an empty code
    [[nodiscard]] UnitCode commune(const UnitCode& code, std::string_view field) const;
    void hamlets(const std::vector<UnitCode>& codes, std::string_view field) const;
    void not_negative(double number, double greatest, std::string_view field) const;

private:
    [[nodiscard]] std::string field_name(std::string_view field) const;

    const model::Snapshot& m_snapshot;
    const Context& m_context;
    std::size_t m_operation = 0;
};

/// To the millimetre, in the language's form, without the unit: “853,194”.
[[nodiscard]] std::string metres_words(double metres, Language language);

} // namespace gis::editing
