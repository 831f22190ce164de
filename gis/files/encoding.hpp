#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gis::files {

/// How the bytes of a file's texts are to be read. tcvn3 is the one-byte code of the ABC (.VnTime)
/// fonts, vni that of the VNI fonts; neither is known to GDAL, and GDAL's own CP1258 decoder drops
/// the last character of every value.
enum class Encoding : std::uint8_t { utf8, tcvn3, vni, cp1258, cp1252 };

[[nodiscard]] std::string_view to_text(Encoding encoding) noexcept;

/// Reads `UTF-8`, `TCVN3` (also `ABC`, `TCVN5712`), `VNI`, `CP1258` and `CP1252` in any case, with
/// or without hyphens.
/// @throws Error{invalid_argument} code "unknown-encoding" that lists the encodings
[[nodiscard]] Encoding parse_encoding(std::string_view text);

/// The bytes as UTF-8 in normal form C, outer white space trimmed. Nothing when a byte has no
/// meaning in the encoding. The case of TCVN3 text set in a capitals-only font (.VnTimeH) is not in
/// the bytes and is lost.
[[nodiscard]] std::optional<std::string> decode(std::string_view bytes, Encoding encoding);

/// As decode(), for text that some program took for CP1252 and turned into UTF-8 ("Êp H­ng Yªn").
[[nodiscard]] std::optional<std::string> decode_mistaken(std::string_view utf8, Encoding encoding);

} // namespace gis::files
