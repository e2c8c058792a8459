// DefinitionEditor: the text of a state machine's definition beside its picture, both ways. Typing is applied after a
// pause, also what is half finished: the project keeps definitions as text. Problems are marked where they stand.
#pragma once

#include "core/states/asl_outline.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

class QTimer;

namespace gw::ui {

class CodeEditor;
class ToneLabel;

class DefinitionEditor final : public QWidget
{
    Q_OBJECT

public:
    DefinitionEditor(const Theme& theme, QWidget* parent = nullptr);
    ~DefinitionEditor() override;

    void setText(const QString& file, const QString& text, const asl::Outline& outline);
    void reveal(json::TextRange range); // tints it and scrolls as little as needed
    void tint(json::TextRange range);   // without moving
    void goTo(const SourcePosition& position);
    void applyNow(); // what is typed and not applied yet
    [[nodiscard]] bool isPending() const { return m_isPending; }
    [[nodiscard]] CodeEditor* editor() const { return m_editor; }

signals:
    void typed(const QString& text);
    void cursorMoved(std::size_t offset); // in bytes; by people

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void mark(const asl::Outline& outline);
    [[nodiscard]] std::size_t cursorOffset() const;
    [[nodiscard]] std::pair<int, int> linesOf(json::TextRange range) const;

    CodeEditor* m_editor;
    ToneLabel* m_file;
    QTimer* m_timer;
    QString m_known; // what the project has
    bool m_isLoading = false;
    bool m_isPending = false;
};

} // namespace gw::ui
