// A control with its label above it; the label's shortcut and screen readers lead to the control.
#pragma once

class QWidget;

namespace gw::ui {

class ToneLabel;

[[nodiscard]] QWidget* labelled(ToneLabel* label, QWidget* control); // owns both, and has no parent yet

} // namespace gw::ui
