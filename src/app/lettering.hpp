// Text that the bundled fonts lack, laid out and painted by the browser on a 2D canvas.
#pragma once

#include "ui/kit/lettering.hpp"

#include <memory>

namespace castellan::app
{

[[nodiscard]] std::unique_ptr<ui::Lettering> make_browser_lettering();

} // namespace castellan::app
