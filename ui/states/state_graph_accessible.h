// The graph for screen readers: a list of its states with what is written on each card, the selected one focused.
#pragma once

namespace gw::ui {

void installStateGraphAccessibility(); // once for the program; further calls change nothing

} // namespace gw::ui
