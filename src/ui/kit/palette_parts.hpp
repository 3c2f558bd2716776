// What AppFrame draws over the page: the palette and the list of keys.
#pragma once

#include "ui/kit/palette.hpp"
#include "ui/kit/ui.hpp"

namespace castellan::ui {

struct AppView;

void draw_palette(Ui& ui, AppView const& view, PaletteState& state);
void draw_keys(Ui& ui, PaletteState& state);

} // namespace castellan::ui
