#include "server/gzip.hpp"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace server {

std::string gzip(std::string_view text, int level) {
    struct Free {
        void operator()(libdeflate_compressor* compressor) const noexcept {
            libdeflate_free_compressor(compressor);
        }
    };
    const std::unique_ptr<libdeflate_compressor, Free> compressor{
        libdeflate_alloc_compressor(level)};
    if (!compressor) {
        throw std::bad_alloc{};
    }
    std::string result(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
    const auto size = libdeflate_gzip_compress(compressor.get(), text.data(), text.size(),
                                               result.data(), result.size());
    result.resize(size);
    return result;
}

} // namespace server
