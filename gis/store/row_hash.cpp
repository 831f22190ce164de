#include "gis/store/row_hash.hpp"

#include "gis/store/canonical.hpp"
#include "gis/store/row_fields.hpp"
#include "gis/store/row_json.hpp"

namespace gis::store {

namespace {

/// Puts the fields of a row one after the other; keys are left out, the order stands for them.
class HashedFields {
public:
    explicit HashedFields(Canonical& bytes) : m_bytes(bytes) {}

    template <class T>
    void operator()(const char*, const T& value) {
        put(value);
    }
    template <class T>
    void operator()(const char*, const std::optional<T>& value) {
        m_bytes.flag(value.has_value());
        if (value) {
            put(*value);
        }
    }
    template <Enumerated Enum, class Parse>
    void operator()(const char*, Enum value, Parse) {
        m_bytes.text(to_text(value));
    }

private:
    void put(const std::string& text) { m_bytes.text(text); }
    void put(double number) { m_bytes.number(number); }
    void put(int number) { m_bytes.integer(number); }
    void put(bool value) { m_bytes.flag(value); }
    void put(std::int64_t number) { m_bytes.integer(number); }
    void put(const Date& day) { m_bytes.text(day.iso()); }
    void put(const geometry::Point& point) {
        m_bytes.number(point.lon);
        m_bytes.number(point.lat);
    }
    void put(const geometry::Polygon& polygon) {
        put(polygon.outer);
        put(polygon.holes);
    }
    template <class T, class Tag>
    void put(const Strong<T, Tag>& value) {
        put(value.get());
    }
    template <class T>
    void put(const std::vector<T>& list) {
        m_bytes.integer(static_cast<std::int64_t>(list.size()));
        for (const auto& member : list) {
            put(member);
        }
    }
    void put(const std::map<std::string, int>& numbers) {
        m_bytes.integer(static_cast<std::int64_t>(numbers.size()));
        for (const auto& [name, number] : numbers) {
            put(name);
            put(number);
        }
    }

    Canonical& m_bytes;
};

} // namespace

Digest row_hash(const model::Row& row, std::int64_t id) {
    Canonical bytes;
    bytes.integer(hash_version);
    bytes.text(entity_of(row));
    bytes.integer(id);
    HashedFields fields{bytes};
    std::visit([&fields](const auto& typed) { visit_fields(fields, typed); }, row);
    return bytes.hash();
}

} // namespace gis::store
