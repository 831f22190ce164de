#pragma once

namespace gis {

/// Has the C library keep up to 64 MB of freed memory and serve blocks of up to 32 MB from it,
/// where it can be told so (glibc). What is made anew after an edit or for a question would else be
/// given back to the system each time, and every page of it cleared and mapped again: about a third
/// of the time of a province's coverage. Call it once, before threads start.
void keep_freed_memory() noexcept;

} // namespace gis
