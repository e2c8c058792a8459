// SecretField: a value that is not shown until somebody asks, with Reveal, Copy and Regenerate. It is hidden again when
// another element is shown or the page is left. A revealed value can be written over.
#pragma once

#include "core/secret.h"
#include "ui/design/field.h"

class QPushButton;
class QToolButton;

namespace gw::ui {

class SecretField final : public Field
{
    Q_OBJECT

public:
    SecretField(const Theme& theme, const QString& label, QWidget* parent = nullptr);
    ~SecretField() override; // the control tells of its lost focus: it goes first

    void setSecret(const Secret* secret); // nullptr: there is none on this machine
    [[nodiscard]] bool isRevealed() const { return m_isRevealed; }
    [[nodiscard]] QLineEdit* lineEdit() const { return m_line; }
    void commitNow() override;
    void forget() override;

signals:
    void regenerateRequested();

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void reveal(bool revealed);
    void showValue();

    Secret m_secret;
    QLineEdit* m_line;
    QToolButton* m_eye;
    QToolButton* m_copy;
    QPushButton* m_make;
    bool m_isRevealed = false;
    bool m_isPending = false;
};

} // namespace gw::ui
