// CodeField: a code editor as a form field: commits after a pause in typing; what cannot be applied stays in the editor
// with its error.
#pragma once

#include "ui/design/field.h"
#include "ui/widgets/code_editor.h"

#include <functional>

namespace gw::ui {

class CodeField final : public Field
{
    Q_OBJECT

public:
    CodeField(const Theme& theme, const QString& label, CodeEditor::Language language, int height,
              QWidget* parent = nullptr);
    ~CodeField() override; // the editor tells of its lost focus: it goes first

    void setValue(const QString& text);
    // Texts that mean the same (JSON with other spacing): what stands in the editor is kept then.
    void setSameness(std::function<bool(const QString& a, const QString& b)> isSame) { m_isSame = std::move(isSame); }
    [[nodiscard]] CodeEditor* editor() const { return m_editor; }
    void commitNow() override;
    void forget() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    CodeEditor* m_editor;
    QTimer* m_timer;
    QString m_shown;
    std::function<bool(const QString&, const QString&)> m_isSame;
    bool m_isPending = false;
    bool m_isLoading = false;
};

} // namespace gw::ui
