#pragma once

#include <string>
#include <string_view>

namespace gis {

/// True for well-formed UTF-8 without NUL.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Unicode normal form C and nothing else.
/// @pre is_utf8(text)
[[nodiscard]] std::string compose(std::string_view text);

/// Unicode normal form C, outer white space trimmed, control characters dropped.
/// @pre is_utf8(text)
[[nodiscard]] std::string clean(std::string_view text);

/// Normal form C in lower case, accents kept: `ĐỒNG NƠ` -> `đồng nơ`.
/// @pre is_utf8(text)
[[nodiscard]] std::string lower(std::string_view text);

/// Normal form C with the first letter as a capital: `ấp An Hòa` -> `Ấp An Hòa`.
/// @pre is_utf8(text)
[[nodiscard]] std::string capitalised(std::string_view text);

/// Form for search: without accents, đ -> d, lower case, punctuation and white space runs as one
/// space. `Sóc Dầm` -> `soc dam`, `hoá` and `hóa` -> `hoa`, `Địa Hạt – Sóc Dầm` -> `dia hat soc
/// dam`.
[[nodiscard]] std::string fold(std::string_view text);

/// fold() without leading words that name the kind of a unit (xã, ấp, sóc, thôn, khu phố, thị trấn,
/// tổ, đường): `Xã Tân Hưng` -> `tan hung`. A name that is nothing but such words keeps them.
[[nodiscard]] std::string fold_name(std::string_view text);

/// Key whose byte order is the Vietnamese dictionary order with numbers by value:
/// An < Ăn < Ân < Ấp 1 < Ấp 2 < Ấp 10 < Bình < Dương < Đồng Nơ.
[[nodiscard]] std::string sort_key(std::string_view text);

/// Cuts at most `bytes` bytes off the front without splitting a UTF-8 character.
[[nodiscard]] std::string_view truncate_utf8(std::string_view text, std::size_t bytes) noexcept;

} // namespace gis
