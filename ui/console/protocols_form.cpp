// Sub-protocols and reconnecting, as a form.
#include "ui/console/protocols_form.h"

#include "ui/theme/theme.h"
#include "ui/widgets/tone_label.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

#include <chrono>

namespace gw::ui {

namespace {

constexpr int numberWidth = 96, namesWidth = 360;

} // namespace

ProtocolsForm::ProtocolsForm(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_names(new QLineEdit),
      m_chosen(new ToneLabel(theme, tone::label, tr("Offered in this order; the server chooses one."))),
      m_attempts(new QSpinBox), m_delay(new QSpinBox)
{
    m_names->setPlaceholderText(tr("chat, v2"));
    m_names->setFixedWidth(namesWidth);
    m_attempts->setRange(0, console::Reconnect::mostAttempts);
    m_attempts->setSpecialValueText(tr("never"));
    m_attempts->setFixedWidth(numberWidth);
    m_delay->setRange(10, static_cast<int>(console::Reconnect::longestDelay.count()));
    m_delay->setSuffix(tr(" ms"));
    m_delay->setFixedWidth(numberWidth);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(spacing::l, spacing::l, spacing::l, spacing::l);
    form->setHorizontalSpacing(spacing::m);
    form->setVerticalSpacing(spacing::m);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("&Sub-protocols"), m_names);
    form->addRow(QString(), m_chosen);
    form->addRow(tr("&Reconnect, attempts"), m_attempts);
    form->addRow(tr("&First delay"), m_delay);
    form->addRow(QString(), new ToneLabel(theme, tone::label,
                                          tr("After a connection ended that was not closed here. The delay doubles, up "
                                             "to 30 s.")));
    connect(m_names, &QLineEdit::textEdited, this, &ProtocolsForm::edited);
    connect(m_attempts, &QSpinBox::valueChanged, this, &ProtocolsForm::edited);
    connect(m_delay, &QSpinBox::valueChanged, this, &ProtocolsForm::edited);
}

void ProtocolsForm::setValues(const QStringList& subprotocols, const console::Reconnect& reconnect)
{
    const QSignalBlocker quiet(this);
    if (this->subprotocols() != subprotocols) // a comma being typed stays
        m_names->setText(subprotocols.join(QStringLiteral(", ")));
    m_attempts->setValue(reconnect.attempts);
    m_delay->setValue(static_cast<int>(reconnect.delay.count()));
}

QStringList ProtocolsForm::subprotocols() const
{
    QStringList names;
    for (const QString& name : m_names->text().split(u',', Qt::SkipEmptyParts))
        if (!name.trimmed().isEmpty())
            names.append(name.trimmed());
    return names;
}

console::Reconnect ProtocolsForm::reconnect() const
{
    console::Reconnect reconnect;
    reconnect.attempts = m_attempts->value();
    reconnect.delay = std::chrono::milliseconds(m_delay->value());
    return reconnect;
}

void ProtocolsForm::setChosen(const QString& subprotocol)
{
    m_chosen->setText(subprotocol.isEmpty() ? tr("The server chose none.")
                                            : tr("The server chose \"%1\".").arg(subprotocol));
}

} // namespace gw::ui
