#include "server/gzip.hpp"

#include <libdeflate.h>

#include <array>
#include <cstddef>
#include <memory>
#include <new>

namespace server {

namespace {

constexpr int fast_level = 1;
constexpr int small_level = 6;
constexpr int highest_level = 12;
/// Up to here the fast level adds less than a packet or two.
constexpr std::size_t short_bytes = 65536;

struct Free {
    void operator()(libdeflate_compressor* compressor) const noexcept {
        libdeflate_free_compressor(compressor);
    }
};

/// Making a compressor clears some 100 KB: each thread keeps those that it has used.
libdeflate_compressor& compressor(int level) {
    thread_local std::array<std::unique_ptr<libdeflate_compressor, Free>, highest_level + 1> own;
    auto& compressor = own.at(static_cast<std::size_t>(level));
    if (!compressor) {
        compressor.reset(libdeflate_alloc_compressor(level));
    }
    if (!compressor) {
        throw std::bad_alloc{};
    }
    return *compressor;
}

} // namespace

std::string gzip(std::string_view text, int level) {
    auto& own = compressor(level);
    std::string result(libdeflate_gzip_compress_bound(&own, text.size()), '\0');
    result.resize(
        libdeflate_gzip_compress(&own, text.data(), text.size(), result.data(), result.size()));
    return result;
}

std::string gzip_answer(std::string_view text) {
    return gzip(text, text.size() <= short_bytes ? fast_level : small_level);
}

} // namespace server
