// All parts that screens are made of.
#pragma once

#include "ui/kit/actions.hpp"
#include "ui/kit/app_frame.hpp"
#include "ui/kit/button.hpp"
#include "ui/kit/chart.hpp"
#include "ui/kit/dialog.hpp"
#include "ui/kit/field.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/layout.hpp"
#include "ui/kit/selection_bar.hpp"
#include "ui/kit/side_panel.hpp"
#include "ui/kit/state.hpp"
#include "ui/kit/table.hpp"
#include "ui/kit/text.hpp"
#include "ui/kit/ui.hpp"
#include "ui/kit/week_grid.hpp"
