#include "gis/tiles/gzip.hpp"

#include "gis/core/error.hpp"

#include <libdeflate.h>

#include <memory>

namespace gis::tiles {

namespace {

constexpr int fast_level = 1;

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const noexcept {
        libdeflate_free_compressor(compressor);
    }
};

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* decompressor) const noexcept {
        libdeflate_free_decompressor(decompressor);
    }
};

/// Making a compressor clears some 100 KB: each thread keeps one.
libdeflate_compressor& compressor() {
    thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> own{
        libdeflate_alloc_compressor(fast_level)};
    if (!own) {
        throw Error{ErrorKind::internal,
                    "out-of-memory",
                    {"Không đủ bộ nhớ để nén ô bản đồ.", "Not enough memory to pack a tile."}};
    }
    return *own;
}

[[noreturn]] void throw_broken() {
    throw Error{ErrorKind::invalid_data,
                "broken-gzip",
                {"Dữ liệu nén gzip bị hỏng.", "The gzip data is broken."}};
}

/// The last four bytes of a member: the size of what it holds.
std::size_t unpacked_size(std::string_view packed) {
    constexpr std::size_t shortest = 18;
    if (packed.size() < shortest) {
        throw_broken();
    }
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        size |= std::size_t{static_cast<unsigned char>(packed[packed.size() - 4 + i])} << (8 * i);
    }
    constexpr std::size_t best_ratio = 1032; // of deflate; guards against a size that is made up
    if (size > packed.size() * best_ratio) {
        throw_broken();
    }
    return size;
}

} // namespace

std::string gzip(std::string_view bytes) {
    auto& own = compressor();
    std::string packed(libdeflate_gzip_compress_bound(&own, bytes.size()), '\0');
    const std::size_t size =
        libdeflate_gzip_compress(&own, bytes.data(), bytes.size(), packed.data(), packed.size());
    packed.resize(size);
    packed.shrink_to_fit();
    return packed;
}

std::string gunzip(std::string_view packed) {
    const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> own{
        libdeflate_alloc_decompressor()};
    std::string bytes(unpacked_size(packed), '\0');
    std::size_t used = 0;
    std::size_t size = 0;
    if (!own ||
        libdeflate_gzip_decompress_ex(own.get(), packed.data(), packed.size(), bytes.data(),
                                      bytes.size(), &used, &size) != LIBDEFLATE_SUCCESS ||
        used != packed.size() || size != bytes.size()) {
        throw_broken();
    }
    return bytes;
}

} // namespace gis::tiles
