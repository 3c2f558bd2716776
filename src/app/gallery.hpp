// The gallery of the kit, within the console's program.
#pragma once

#include "app/console.hpp"

#include <memory>

namespace castellan::app
{

/// `ui` outlives the gallery.
[[nodiscard]] std::unique_ptr<Console> make_gallery(ui::Ui& ui);

} // namespace castellan::app
