// The gallery's pages that have a file of their own.
#pragma once

#include "ui/kit/gallery.hpp"

namespace castellan::ui {

void gallery_charts(Ui& ui, GalleryState& state);

} // namespace castellan::ui
