// EnvironmentPicker: the chosen environment and the way to its variables.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;

namespace gw::ui {

class ConsoleVariables;

class EnvironmentPicker final : public QWidget
{
    Q_OBJECT

public:
    EnvironmentPicker(ConsoleVariables& variables, const Theme& theme, QWidget* parent = nullptr);
    void edit(); // opens the dialog

private:
    void refill();

    ConsoleVariables& m_variables;
    const Theme& m_theme;
    QComboBox* m_names;
};

} // namespace gw::ui
