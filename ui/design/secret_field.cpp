// Masked values show as many dots whatever their length.
#include "ui/design/secret_field.h"

#include "ui/widgets/buttons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace gw::ui {

namespace {

constexpr int dots = 24;

}

SecretField::SecretField(const Theme& theme, const QString& label, QWidget* parent)
    : Field(theme, label, parent), m_line(new QLineEdit)
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::s);
    m_line->setFont(theme.monospace());
    m_line->setAccessibleName(label);
    connect(&theme, &Theme::changed, m_line, [this] { m_line->setFont(m_theme.monospace()); });
    connect(m_line, &QLineEdit::textEdited, this, [this] { m_isPending = true; });
    connect(m_line, &QLineEdit::editingFinished, this, &SecretField::commitNow);
    row->addWidget(m_line, 1);
    m_eye = iconButton(theme, QStringLiteral("eye"), tr("Reveal"), box);
    m_eye->setCheckable(true);
    connect(m_eye, &QToolButton::clicked, this, &SecretField::reveal);
    row->addWidget(m_eye);
    m_copy = iconButton(theme, QStringLiteral("copy"), tr("Copy Value"), box);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QString::fromStdString(m_secret.reveal())); });
    row->addWidget(m_copy);
    m_make = pushButton(tr("Regenerate"), box);
    connect(m_make, &QPushButton::clicked, this, &SecretField::regenerateRequested);
    row->addWidget(m_make);
    setControl(box);
    setFocusTarget(m_line);
    showValue();
}

SecretField::~SecretField()
{
    delete m_line;
}

void SecretField::setSecret(const Secret* secret)
{
    const Secret now = secret ? *secret : Secret();
    if (now == m_secret && (m_isPending || !error().isEmpty()))
        return;
    m_secret = now;
    m_isPending = false;
    showError({});
    showValue();
}

void SecretField::showValue()
{
    const bool isThere = !m_secret.isEmpty();
    m_line->setReadOnly(isThere && !m_isRevealed);
    const QString text = !isThere       ? QString()
                         : m_isRevealed ? QString::fromStdString(m_secret.reveal())
                                        : QString(dots, QChar(0x2022));
    if (m_line->text() != text)
        m_line->setText(text);
    m_line->setCursorPosition(0);
    m_line->setPlaceholderText(isThere ? QString() : tr("No value on this machine: write it here, or generate one"));
    m_eye->setEnabled(isThere);
    m_eye->setChecked(m_isRevealed);
    const QString name = m_isRevealed ? tr("Hide") : tr("Reveal");
    m_eye->setToolTip(name);
    m_eye->setAccessibleName(name);
    m_copy->setEnabled(isThere);
    m_make->setText(isThere ? tr("Regenerate") : tr("Generate"));
}

void SecretField::reveal(bool revealed)
{
    commitNow();
    m_isRevealed = revealed;
    showValue();
}

void SecretField::commitNow()
{
    if (!m_isPending)
        return;
    m_isPending = false;
    commit(m_line->text().trimmed());
}

void SecretField::forget()
{
    Field::forget();
    m_isPending = false;
    m_isRevealed = false;
    showValue();
}

void SecretField::hideEvent(QHideEvent* event)
{
    Field::hideEvent(event);
    if (m_isRevealed && !event->spontaneous()) {
        m_isRevealed = false;
        showValue();
    }
}

} // namespace gw::ui
