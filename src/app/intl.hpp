// Numbers, times, plurals and lists as the browser's Intl writes them in the language that is spoken, in the person's
// own time zone.
#pragma once

#include "ui/kit/language.hpp"

#include <memory>

namespace castellan::app
{

[[nodiscard]] std::unique_ptr<ui::Formats> make_intl();

} // namespace castellan::app
