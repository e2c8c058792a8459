// CodeCompletion: a list under the cursor of a code editor that offers what may stand there: on "$" and ".", inside
// quotes, and on Ctrl+Space. Up, Down, Return and Tab choose, Escape leaves. The list never takes the focus.
#pragma once

#include "ui/models/completion.h"
#include "ui/theme/theme.h"

#include <QListView>
#include <QObject>
#include <QPointer>

class QKeyEvent;

namespace gw::ui {

class CodeEditor;

class CodeCompletion final : public QObject
{
    Q_OBJECT

public:
    CodeCompletion(CodeEditor* editor, const Theme& theme);
    ~CodeCompletion() override;

    void setSource(CompletionSource source) { m_source = std::move(source); }
    void open(); // as Ctrl+Space does
    void close();
    [[nodiscard]] QListView* list() const { return m_list; }
    [[nodiscard]] CompletionModel* model() const { return m_model; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool isOpen() const;
    bool takesKey(int key);
    bool pressed(const QKeyEvent& event);
    void refresh(bool opens);
    void place();
    void choose(int row);
    void move(int by);

    CodeEditor* m_editor;
    CompletionModel* m_model;
    QPointer<QListView> m_list; // a child of the editor's window
    CompletionSource m_source;
    int m_typed = 0;
    bool m_isTyping = false;
};

} // namespace gw::ui
