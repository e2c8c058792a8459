// Shows the fields of the selected state's type (state_fields.h).
#include "ui/states/state_form.h"

#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/states/state_fields.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace gw::ui {

StateForm::StateForm(const Theme& theme, ApplyDefinitionEdit apply, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_apply(std::move(apply))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

// Fields tell of their lost focus while they go: they go while everything else stands.
StateForm::~StateForm()
{
    delete m_fields;
}

void StateForm::commitNow()
{
    for (Field* field : findChildren<Field*>())
        field->commitNow();
}

void StateForm::focusName()
{
    if (m_fields)
        m_fields->name->lineEdit()->setFocus(Qt::TabFocusReason);
}

void StateForm::clear()
{
    m_shape.clear();
    m_state.clear();
    delete m_fields;
    m_fields = nullptr;
}

void StateForm::build(const StateContext& context)
{
    delete m_fields;
    m_fields = new Fields(m_theme, *this, context);
    layout()->addWidget(m_fields);
    m_fields->setVisible(true);
}

// Another state of the same kind keeps the fields; what was typed for the one before is committed by then (commitNow).
void StateForm::showState(const StateContext& context)
{
    const QString shape = fromUtf8(context.state.typeText) + (Fields::isJsonata(context) ? "JSONata" : "");
    const QString state = fromUtf8(context.state.pointer);
    if (state != m_state && m_fields)
        for (Field* field : findChildren<Field*>())
            field->forget();
    m_state = state;
    if (!m_fields || shape != m_shape)
        build(context);
    m_shape = shape;
    m_fields->show(context);
}

} // namespace gw::ui
