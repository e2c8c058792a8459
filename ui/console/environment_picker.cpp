// A combo box and a button.
#include "ui/console/environment_picker.h"

#include "ui/console/console_variables.h"
#include "ui/console/environment_dialog.h"
#include "ui/widgets/buttons.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace gw::ui {

EnvironmentPicker::EnvironmentPicker(ConsoleVariables& variables, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_variables(variables), m_theme(theme), m_names(new QComboBox(this))
{
    m_names->setAccessibleName(tr("Environment"));
    m_names->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_names->setMinimumWidth(148);
    auto* button = iconButton(theme, QStringLiteral("environment"), tr("Edit Environments…"), this,
                              QKeySequence(Qt::CTRL | Qt::Key_E));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::xs);
    layout->addWidget(m_names);
    layout->addWidget(button);
    connect(button, &QToolButton::clicked, this, &EnvironmentPicker::edit);
    connect(m_names, &QComboBox::activated, this,
            [this](int index) { m_variables.choose(m_names->itemData(index).toString()); });
    connect(&variables, &ConsoleVariables::environmentsChanged, this, &EnvironmentPicker::refill);
    connect(&variables, &ConsoleVariables::currentChanged, this, &EnvironmentPicker::refill);
    refill();
}

void EnvironmentPicker::refill()
{
    m_names->clear();
    m_names->addItem(tr("No environment"), QString());
    for (const QString& name : m_variables.environments())
        m_names->addItem(name, name);
    m_names->setCurrentIndex(std::max(0, m_names->findData(m_variables.current())));
}

void EnvironmentPicker::edit()
{
    EnvironmentDialog dialog(m_variables, m_theme, this);
    dialog.exec();
}

} // namespace gw::ui
