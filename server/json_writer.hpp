#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace server {

/// JSON as text, member after member. For answers that every change makes anew: there a tree of
/// values takes longer than what it says. Fractions are rounded, since digits that nobody measured
/// do not pack.
class JsonWriter {
public:
    /// @param decimals  of every fraction, 0 to 9
    JsonWriter(std::size_t expected_bytes, int decimals)
        : m_buffer(nullptr, expected_bytes), m_writer(m_buffer), m_scale(std::pow(10.0, decimals)) {
    }

    void begin_object() { m_writer.StartObject(); }
    void end_object() { m_writer.EndObject(); }
    void begin_array() { m_writer.StartArray(); }
    void end_array() { m_writer.EndArray(); }
    /// What comes next belongs to `name`.
    void key(std::string_view name) { m_writer.Key(name.data(), size(name)); }

    void text(std::string_view value) { m_writer.String(value.data(), size(value)); }
    void integer(std::int64_t value) { m_writer.Int64(value); }
    void null() { m_writer.Null(); }
    /// null when not finite
    void fraction(double value) {
        if (const double scaled = value * m_scale; std::abs(scaled) < 1e15) {
            m_writer.Double(std::round(scaled) / m_scale);
        } else if (std::isfinite(value)) {
            m_writer.Double(value);
        } else {
            null();
        }
    }
    /// A value that is JSON already. @pre valid
    void raw(std::string_view json) {
        m_writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
    }

    /// All that was written. @pre every object and array is ended
    [[nodiscard]] std::string finished() const {
        return {m_buffer.GetString(), m_buffer.GetSize()};
    }

private:
    static rapidjson::SizeType size(std::string_view text) noexcept {
        return static_cast<rapidjson::SizeType>(text.size());
    }

    rapidjson::StringBuffer m_buffer;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer;
    double m_scale;
};

} // namespace server
