#include "gis/tiles/bytes.hpp"

#include <protozero/varint.hpp>

#include <algorithm>

namespace gis::tiles {

void Bytes::push_varint(std::uint64_t value) {
    char* at = room(max_varint);
    const int length = protozero::write_varint(at, value);
    written_to(at + length);
}

void Bytes::append(std::string_view bytes) {
    char* at = room(bytes.size());
    written_to(std::copy(bytes.begin(), bytes.end(), at));
}

void Bytes::grow(std::size_t count) {
    m_memory.resize(std::max(m_memory.size() * 2, m_size + count + 256));
}

} // namespace gis::tiles
