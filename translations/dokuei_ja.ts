<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context>
    <name>Actions</name>
    <message>
        <source>Open &amp;folder...</source>
        <translation>フォルダを開く(&amp;F)...</translation>
    </message>
    <message>
        <source>Open f&amp;ile...</source>
        <translation>ファイルを開く(&amp;I)...</translation>
    </message>
    <message>
        <source>Open &amp;sample study</source>
        <translation>サンプル検査を開く(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close study</source>
        <translation>検査を閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Files left out and &amp;warnings...</source>
        <translation>除外ファイルと警告(&amp;W)...</translation>
    </message>
    <message>
        <source>&amp;Export report...</source>
        <translation>レポートを書き出す(&amp;E)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Four views</source>
        <translation>4画面(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Large axial view</source>
        <translation>横断像を大きく(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Axial view alone</source>
        <translation>横断像のみ(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Coronal view alone</source>
        <translation>冠状断像のみ(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Sagittal view alone</source>
        <translation>矢状断像のみ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Volume rendering alone</source>
        <translation>ボリュームレンダリングのみ(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Enlarge the active view</source>
        <translation>選択中の画面を拡大(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Next view</source>
        <translation>次の画面(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous view</source>
        <translation>前の画面(&amp;P)</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>次のスライス</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>前のスライス</translation>
    </message>
    <message>
        <source>Ten slices forward</source>
        <translation>10スライス進む</translation>
    </message>
    <message>
        <source>Ten slices back</source>
        <translation>10スライス戻る</translation>
    </message>
    <message>
        <source>First slice</source>
        <translation>最初のスライス</translation>
    </message>
    <message>
        <source>Last slice</source>
        <translation>最後のスライス</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>&amp;Invert grey values</source>
        <translation>白黒反転(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Fit to view</source>
        <translation>画面に合わせる(&amp;F)</translation>
    </message>
    <message>
        <source>Corner &amp;text</source>
        <translation>画面隅の文字(&amp;T)</translation>
    </message>
    <message>
        <source>Show cross&amp;hair</source>
        <translation>クロスヘアを表示(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;One slice</source>
        <translation>1スライス(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;MIP, 10 mm</source>
        <translation>MIP、10 mm(&amp;M)</translation>
    </message>
    <message>
        <source>M&amp;IP, 20 mm</source>
        <translation>MIP、20 mm(&amp;I)</translation>
    </message>
    <message>
        <source>Mi&amp;nIP, 10 mm</source>
        <translation>MinIP、10 mm(&amp;N)</translation>
    </message>
    <message>
        <source>M&amp;ean, 5 mm</source>
        <translation>平均、5 mm(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Bone</source>
        <translation>骨(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Soft tissue</source>
        <translation>軟部組織(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;MR</source>
        <translation>MR(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>ライブラリ(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Chat and report</source>
        <translation>チャットとレポート(&amp;C)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全画面表示(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Crosshair</source>
        <translation>クロスヘア(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Scroll</source>
        <translation>スライス送り(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>拡大縮小(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Pan</source>
        <translation>移動(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Window width and level</source>
        <translation>ウィンドウ幅 / レベル(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>長さ計測(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Box</source>
        <translation>矩形(&amp;B)</translation>
    </message>
    <message>
        <source>Clear &amp;measurements</source>
        <translation>計測を消去(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Ask a question</source>
        <translation>質問する(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Draft report</source>
        <translation>レポートを下書き(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Next finding</source>
        <translation>次の所見(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous finding</source>
        <translation>前の所見(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>Search the li&amp;brary</source>
        <translation>ライブラリを検索(&amp;B)</translation>
    </message>
    <message>
        <source>Find a c&amp;ommand...</source>
        <translation>コマンドを検索(&amp;O)...</translation>
    </message>
    <message>
        <source>M&amp;odel manager...</source>
        <translation>モデル管理(&amp;O)...</translation>
    </message>
    <message>
        <source>&amp;Keyboard...</source>
        <translation>キー割り当て(&amp;K)...</translation>
    </message>
    <message>
        <source>S&amp;top or cancel</source>
        <translation>停止・中止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>キーとマウス(&amp;K)</translation>
    </message>
    <message>
        <source>User &amp;guide</source>
        <translation>使い方(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>ライセンス(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About Dokuei</source>
        <translation>Dokuei について(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Dark (reading room)</source>
        <translation>ダーク (読影室)(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>ハイコントラスト(&amp;H)</translation>
    </message>
    <message>
        <source>Show o&amp;bjects (masks, contours, marks)</source>
        <translation>オブジェクトの表示 (マスク, 輪郭, 印)(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Objects of the study</source>
        <translation>検査のオブジェクト(&amp;O)</translation>
    </message>
    <message>
        <source>Memor&amp;y...</source>
        <translation>メモリ(&amp;Y)...</translation>
    </message>
    <message>
        <source>I&amp;mport into the library...</source>
        <translation>ライブラリに取り込む(&amp;M)...</translation>
    </message>
    <message>
        <source>Check the library</source>
        <translation>ライブラリを点検</translation>
    </message>
    <message>
        <source>Re-index the library</source>
        <translation>ライブラリの索引を作り直す</translation>
    </message>
    <message>
        <source>Move the library...</source>
        <translation>ライブラリを移動...</translation>
    </message>
    <message>
        <source>O&amp;verlays of the images</source>
        <translation>画像のオーバーレイ(&amp;V)</translation>
    </message>
    <message>
        <source>Export &amp;images...</source>
        <translation>画像の書き出し(&amp;I)...</translation>
    </message>
    <message>
        <source>Next time point, phase or b-value</source>
        <translation>次の時相・位相・b値</translation>
    </message>
    <message>
        <source>Previous time point, phase or b-value</source>
        <translation>前の時相・位相・b値</translation>
    </message>
    <message>
        <source>&amp;Play or stop the film</source>
        <translation>シネの再生/停止(&amp;P)</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message numerus="yes">
        <source>%n box(es) of this answer were dropped and are not drawn: %1</source>
        <translation>
            <numerusform>この回答の矩形 %n 個は除外され、表示されません: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>AI output, to be verified by a physician</source>
        <translation>AI出力です。医師による確認が必要です。</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>回答をコピー</translation>
    </message>
    <message>
        <source>What the model saw</source>
        <translation>モデルへの入力を表示</translation>
    </message>
    <message>
        <source>Stopped. The answer is not complete.</source>
        <translation>停止しました。回答は途中までです。</translation>
    </message>
    <message>
        <source>The model gave no answer.</source>
        <translation>モデルから回答がありませんでした。</translation>
    </message>
    <message>
        <source>Loading the model...</source>
        <translation>モデルを読み込んでいます...</translation>
    </message>
    <message>
        <source>Looking at the images...</source>
        <translation>画像を解析しています...</translation>
    </message>
    <message>
        <source>Answering...</source>
        <translation>回答しています...</translation>
    </message>
    <message>
        <source>Waiting for the model...</source>
        <translation>モデルの応答を待っています...</translation>
    </message>
    <message>
        <source>first token %1 s</source>
        <translation>最初のトークン %1 秒</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 トークン/秒</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>The model was shown %1 of %2 slices; it cannot know what lies on the others.</source>
        <translation>モデルには %2 スライス中 %1 スライスを見せました。ほかのスライスに何があるかはモデルには分かりません。</translation>
    </message>
    <message>
        <source>The answer reached its greatest length and is not complete.</source>
        <translation>回答が最大の長さに達したため、途中で終わっています。</translation>
    </message>
    <message>
        <source>The model is a chat model to which no image can be shown; it answers without having seen this study.</source>
        <translation>このモデルは会話専用で画像を見せることができません。この検査を見ずに回答しています。</translation>
    </message>
    <message>
        <source>The model named no place.</source>
        <translation>モデルは場所を示しませんでした。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>BoxRow</name>
    <message>
        <source>diameter %1 mm</source>
        <translation>径 %1 mm</translation>
    </message>
    <message>
        <source>%1 ml</source>
        <translation>%1 ml</translation>
    </message>
    <message>
        <source>%1 HU</source>
        <translation>%1 HU</translation>
    </message>
    <message>
        <source>slice %1/%2</source>
        <translation>スライス %1/%2</translation>
    </message>
    <message>
        <source>slice %1</source>
        <translation>スライス %1</translation>
    </message>
    <message>
        <source>Make a finding of it</source>
        <translation>所見に追加</translation>
    </message>
    <message>
        <source>Go to this box</source>
        <translation>この矩形へ移動</translation>
    </message>
</context>
<context>
    <name>Brief</name>
    <message>
        <source>Gantry tilt %1 deg corrected</source>
        <translation>ガントリ傾斜 %1度 補正済み</translation>
    </message>
    <message>
        <source>Slices realigned by up to %1 mm</source>
        <translation>スライスの位置ずれを補正 (最大 %1 mm)</translation>
    </message>
    <message>
        <source>Uneven spacing: resampled between slices</source>
        <translation>不等間隔: スライス間を補間</translation>
    </message>
    <message>
        <source>Gaps: %1 mm slices every %2 mm</source>
        <translation>スライス厚 %1 mm、間隔 %2 mm (すき間あり)</translation>
    </message>
    <message>
        <source>Part of a series, cut at a change of spacing</source>
        <translation>シリーズの一部 (間隔の変化で分割)</translation>
    </message>
    <message>
        <source>One of several volumes at this place</source>
        <translation>同じ位置の複数ボリュームの1つ</translation>
    </message>
    <message>
        <source>Localiser</source>
        <translation>位置決め画像</translation>
    </message>
    <message>
        <source>Distances are at the detector</source>
        <translation>距離は検出器面上の値</translation>
    </message>
    <message>
        <source>No frame of reference</source>
        <translation>座標系の記載なし</translation>
    </message>
    <message>
        <source>phase %1 %</source>
        <translation>位相 %1 %</translation>
    </message>
    <message>
        <source>breathing phase %1 %</source>
        <translation>呼吸位相 %1 %</translation>
    </message>
    <message>
        <source>echo %1</source>
        <translation>エコー %1</translation>
    </message>
    <message>
        <source>trigger %1 ms</source>
        <translation>トリガ %1 ms</translation>
    </message>
    <message>
        <source>time point %1</source>
        <translation>時相 %1</translation>
    </message>
    <message>
        <source>acquisition %1</source>
        <translation>収集 %1</translation>
    </message>
    <message>
        <source>direction %1</source>
        <translation>方向 %1</translation>
    </message>
    <message>
        <source>volume %1</source>
        <translation>ボリューム %1</translation>
    </message>
    <message numerus="yes">
        <source>%n b-value volumes</source>
        <translation>
            <numerusform>b値 %n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n echoes</source>
        <translation>
            <numerusform>%nエコー</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phases</source>
        <translation>
            <numerusform>%n位相</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time points</source>
        <translation>
            <numerusform>%n時相</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatPanel</name>
    <message>
        <source>Open a study to ask about it.</source>
        <translation>質問するには検査を開いてください。</translation>
    </message>
    <message>
        <source>No question can be asked before a model is loaded.</source>
        <translation>モデルを読み込むと質問できます。</translation>
    </message>
    <message>
        <source>The images are still being loaded.</source>
        <translation>画像を読み込み中です。</translation>
    </message>
    <message>
        <source>Ask about this study. The answer points at the images.</source>
        <translation>この検査について質問してください。回答は画像上の位置を示します。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>質問する</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>回答を停止 (Esc)</translation>
    </message>
    <message>
        <source>Ask (Ctrl+Enter)</source>
        <translation>質問する (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Ask about this study</source>
        <translation>この検査について質問</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Open the model manager</source>
        <translation>モデル管理を開く</translation>
    </message>
    <message>
        <source>Answer with boxes only: the model lists what it sees and where, in a form that can always be drawn</source>
        <translation>矩形だけで回答: 見えるものとその場所を、必ず描画できる形式で列挙します</translation>
    </message>
    <message>
        <source>Answer with boxes</source>
        <translation>矩形で回答</translation>
    </message>
    <message>
        <source>What does this examination show?</source>
        <translation>この検査では何が見えますか?</translation>
    </message>
    <message>
        <source>Is anything abnormal, and where?</source>
        <translation>異常はありますか。どこですか?</translation>
    </message>
    <message>
        <source>Describe the findings.</source>
        <translation>所見を述べてください。</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>コマンドを検索</translation>
    </message>
</context>
<context>
    <name>Confidence</name>
    <message>
        <source>the model is unsure</source>
        <translation>モデルの確信は低めです</translation>
    </message>
    <message>
        <source>Confidence of the model %1 of 1: how probable it held what it wrote. It is not the probability that the finding is there.</source>
        <translation>モデルの確信度 %1 (最大1): モデルが自分の書いた内容をどれだけ確からしいと見たかを示します。所見が実際にある確率ではありません。</translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>ID %1</source>
        <translation>ID %1</translation>
    </message>
    <message>
        <source>Series %1</source>
        <translation>シリーズ %1</translation>
    </message>
    <message>
        <source>Lossy compression</source>
        <translation>非可逆圧縮</translation>
    </message>
    <message>
        <source>M</source>
        <comment>sex of the patient</comment>
        <translation>男</translation>
    </message>
    <message>
        <source>F</source>
        <comment>sex of the patient</comment>
        <translation>女</translation>
    </message>
    <message>
        <source>%1 y</source>
        <comment>age</comment>
        <translation>%1歳</translation>
    </message>
    <message>
        <source>%1 months</source>
        <comment>age</comment>
        <translation>%1か月</translation>
    </message>
    <message>
        <source>%1 weeks</source>
        <comment>age</comment>
        <translation>%1週</translation>
    </message>
    <message>
        <source>%1 days</source>
        <comment>age</comment>
        <translation>%1日</translation>
    </message>
    <message>
        <source>Click: the whole list</source>
        <translation>クリックで一覧を表示</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Left drag</source>
        <translation>左ドラッグ</translation>
    </message>
    <message>
        <source>The active tool</source>
        <translation>選択中のツール</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>中ボタンドラッグ</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>右ドラッグ</translation>
    </message>
    <message>
        <source>Window width and level</source>
        <translation>ウィンドウ幅 / レベル</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>ホイール</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>スライス送り</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + ホイール</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>拡大縮小</translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <translation>Shift + ホイール</translation>
    </message>
    <message>
        <source>Slice, fast</source>
        <translation>スライス送り (高速)</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>ダブルクリック</translation>
    </message>
    <message>
        <source>Enlarge the view, or back</source>
        <translation>画面を拡大、または元に戻す</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Key or mouse</source>
        <translation>キー・マウス</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>キーとマウス</translation>
    </message>
    <message>
        <source>The user guide is not installed (resources/help).</source>
        <translation>使い方の文書が見つかりません (resources/help)。</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使い方</translation>
    </message>
    <message>
        <source>Dokuei is licensed under the Apache License, Version 2.0.</source>
        <translation>Dokuei のライセンスは Apache License, Version 2.0 です。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>A radiology workstation. Images and questions stay on this machine.</source>
        <translation>画像診断ワークステーションです。画像も質問もこの端末の外に出ません。</translation>
    </message>
    <message>
        <source>AI output, to be verified by a physician. The starter model is for demonstration, not for diagnosis.</source>
        <translation>AI出力です。医師による確認が必要です。付属のモデルはデモ用で、診断には使用できません。</translation>
    </message>
    <message>
        <source>About Dokuei</source>
        <translation>Dokuei について</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>初期設定に戻す</translation>
    </message>
    <message>
        <source>%1 is the key of &quot;%2&quot; already.</source>
        <translation>%1 は「%2」で使われています。</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>キー割り当て</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export images</source>
        <translation>画像の書き出し</translation>
    </message>
    <message>
        <source>Reading what can be exported...</source>
        <translation>書き出せるものを調べています...</translation>
    </message>
    <message>
        <source>Series to export</source>
        <translation>書き出すシリーズ</translation>
    </message>
    <message>
        <source>Study and series</source>
        <translation>検査とシリーズ</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>To note</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>書き出し先</translation>
    </message>
    <message>
        <source>A new or empty folder</source>
        <translation>新しい(または空の)フォルダ</translation>
    </message>
    <message>
        <source>A ZIP file</source>
        <translation>ZIPファイル</translation>
    </message>
    <message>
        <source>Folder or file to export to</source>
        <translation>書き出し先のフォルダまたはファイル</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>選択...</translation>
    </message>
    <message>
        <source>De-identify</source>
        <translation>匿名化する</translation>
    </message>
    <message>
        <source>Removed: name, ID, birth date, hospital, physicians, free texts, private attributes and overlays. UIDs are replaced consistently. Not looked for: text in the pixels and faces.</source>
        <translation>氏名、ID、生年月日、施設、医師、自由記載の文、プライベート属性、オーバーレイを取り除き、UIDは対応を保って置き換えます。画素に焼き込まれた文字と顔は調べません。</translation>
    </message>
    <message>
        <source>Remove all dates and times</source>
        <translation>日付と時刻をすべて取り除く</translation>
    </message>
    <message>
        <source>Shift dates, keep intervals and times of day</source>
        <translation>日付をずらす (間隔と時刻は保つ)</translation>
    </message>
    <message>
        <source>Keep all dates and times</source>
        <translation>日付と時刻をすべて残す</translation>
    </message>
    <message>
        <source>sex, age, size and weight (SUV needs the weight and dates)</source>
        <translation>性別・年齢・身長・体重 (SUVには体重と日付が必要)</translation>
    </message>
    <message>
        <source>device</source>
        <translation>装置</translation>
    </message>
    <message>
        <source>hospital</source>
        <translation>施設</translation>
    </message>
    <message>
        <source>UIDs</source>
        <translation>UID</translation>
    </message>
    <message>
        <source>Save the list of names and pseudonyms beside the export (keep it secret)</source>
        <translation>氏名と仮名の対応表を書き出し先の隣に保存する (厳重に保管してください)</translation>
    </message>
    <message>
        <source>Show what changes...</source>
        <translation>変更内容を表示...</translation>
    </message>
    <message>
        <source>Pseudonym</source>
        <translation>仮名</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残すもの</translation>
    </message>
    <message>
        <source>Reading what can be exported</source>
        <translation>書き出せるものの確認</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>キャンセルしました。</translation>
    </message>
    <message numerus="yes">
        <source>%n series can be exported.</source>
        <translation>
            <numerusform>%nシリーズを書き出せます。</numerusform>
        </translation>
    </message>
    <message>
        <source>ZIP file</source>
        <translation>ZIPファイル</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ZIPファイル (*.zip)</translation>
    </message>
    <message>
        <source>Folder for the images</source>
        <translation>画像のフォルダ</translation>
    </message>
    <message>
        <source>Looking at one image</source>
        <translation>画像の確認</translation>
    </message>
    <message>
        <source>%1 is there already. Replace it?</source>
        <translation>%1はすでにあります。置き換えますか?</translation>
    </message>
    <message>
        <source>Exporting, de-identified</source>
        <translation>匿名化して書き出し中</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>書き出し中</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>書き出せませんでした: %1</translation>
    </message>
</context>
<context>
    <name>ExportTables</name>
    <message>
        <source>text is burned into the pixels</source>
        <translation>画素に文字が焼き込まれています</translation>
    </message>
    <message>
        <source>the patient&apos;s name may be burned into the pixels</source>
        <translation>画素に氏名が焼き込まれている可能性があります</translation>
    </message>
    <message>
        <source>an overlay lies among the pixel bits and cannot be removed</source>
        <translation>画素のビットにオーバーレイがあり、取り除けません</translation>
    </message>
    <message>
        <source>report: its texts are replaced, codes and numbers stay</source>
        <translation>レポート: 文は置き換え、コードと数値は残ります</translation>
    </message>
    <message>
        <source>document: cannot be de-identified</source>
        <translation>文書: 匿名化できません</translation>
    </message>
    <message>
        <source>a maker&apos;s own kind of object: cannot be de-identified</source>
        <translation>メーカー独自の種類: 匿名化できません</translation>
    </message>
    <message>
        <source>the face can be recognised in 3D</source>
        <translation>3Dで顔が分かります</translation>
    </message>
    <message>
        <source>(removed)</source>
        <translation>(削除)</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(空)</translation>
    </message>
    <message>
        <source>What de-identification changes in the first image</source>
        <translation>匿名化による変更 (最初の画像)</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Images exported</source>
        <translation>画像を書き出しました</translation>
    </message>
    <message>
        <source>%1 images and objects in %2 series, %3, in %4 s</source>
        <translation>%2シリーズ %1件、%3、%4秒</translation>
    </message>
    <message>
        <source>De-identified by DICOM PS3.15 Annex E. Look at the pictures before you hand them on: the program does not look for text in them.</source>
        <translation>DICOM PS3.15 Annex Eに従って匿名化しました。渡す前に画像を確認してください。画像内の文字は調べていません。</translation>
    </message>
    <message>
        <source>Not exported, or not in the directory</source>
        <translation>書き出さなかったもの、DICOMDIRにないもの</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダを開く</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search patient, ID, date, description</source>
        <translation>患者・ID・日付・内容で検索</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>ライブラリを検索</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>過去7日</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>過去30日</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>過去1年</translation>
    </message>
    <message>
        <source>From - to</source>
        <translation>期間指定</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>新しい順</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名順</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>検査日</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>モダリティ</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>並び順</translation>
    </message>
    <message>
        <source>First study date</source>
        <translation>検査日の始め</translation>
    </message>
    <message>
        <source>Last study date</source>
        <translation>検査日の終わり</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近順</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>proposed</source>
        <translation>提案</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>修正</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>written by AI</source>
        <translation>AIが作成</translation>
    </message>
    <message>
        <source>written by a person</source>
        <translation>人が作成</translation>
    </message>
    <message>
        <source>written by AI, edited by a person</source>
        <translation>AIが作成、人が修正</translation>
    </message>
    <message>
        <source>present</source>
        <translation>あり</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>疑い</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>(no text yet)</source>
        <translation>(未入力)</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>部位</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>所見文</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>確信度</translation>
    </message>
    <message>
        <source>The AI wrote: %1</source>
        <translation>AIの原文: %1</translation>
    </message>
    <message>
        <source>Accept (A)</source>
        <translation>採用 (A)</translation>
    </message>
    <message>
        <source>Take back the rejection (X)</source>
        <translation>却下を取り消す (X)</translation>
    </message>
    <message>
        <source>Reject (X)</source>
        <translation>却下 (X)</translation>
    </message>
    <message>
        <source>Edit (Enter)</source>
        <translation>修正 (Enter)</translation>
    </message>
    <message>
        <source>Draw a box for it (B)</source>
        <translation>矩形を描く (B)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>削除 (Del)</translation>
    </message>
    <message>
        <source>AI, edited</source>
        <translation>AI (修正あり)</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手入力</translation>
    </message>
    <message>
        <source>no box</source>
        <translation>矩形なし</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>&amp;Copy the files into the library</source>
        <translation>ライブラリにコピーする(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Leave the files where they are</source>
        <translation>元の場所に置いたままにする(&amp;L)</translation>
    </message>
    <message>
        <source>Import into the library</source>
        <translation>ライブラリに取り込む</translation>
    </message>
    <message>
        <source>What is imported</source>
        <translation>取り込むもの</translation>
    </message>
    <message>
        <source>Add &amp;folder...</source>
        <translation>フォルダを追加(&amp;F)...</translation>
    </message>
    <message>
        <source>Add f&amp;ile, ZIP or DICOMDIR...</source>
        <translation>ファイル・ZIP・DICOMDIR を追加(&amp;I)...</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>取り込む(&amp;I)</translation>
    </message>
    <message>
        <source>They are kept in %1, also when the medium is taken out.</source>
        <translation>%1 に保存され、媒体を取り出しても残ります。</translation>
    </message>
    <message>
        <source>Takes no space. The studies open only while the medium is there. ZIP archives are always copied.</source>
        <translation>容量を使いません。媒体がある間だけ開けます。ZIP は必ずコピーされます。</translation>
    </message>
    <message>
        <source>Folder to import</source>
        <translation>取り込むフォルダ</translation>
    </message>
    <message>
        <source>File to import</source>
        <translation>取り込むファイル</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>There is not enough memory for this. Close a study and try again.</source>
        <translation>メモリが不足しています。検査を閉じてから、もう一度お試しください。</translation>
    </message>
</context>
<context>
    <name>JobsBar</name>
    <message numerus="yes">
        <source>(%n job(s))</source>
        <translation>
            <numerusform>(処理 %n 件)</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the list of jobs</source>
        <translation>処理の一覧を表示</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 を中止</translation>
    </message>
    <message>
        <source>%1/%2, %3 per second</source>
        <translation>%1/%2、毎秒 %3</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>中止: %1</translation>
    </message>
    <message>
        <source>%1 MB/s, %2 left</source>
        <translation>%1 MB/秒、残り %2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Library</source>
        <translation>ライブラリ</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>フォルダを開く...</translation>
    </message>
    <message>
        <source>Open sample study</source>
        <translation>サンプル検査を開く</translation>
    </message>
    <message>
        <source>[open]</source>
        <translation>[表示中]</translation>
    </message>
    <message>
        <source>No study matches.</source>
        <translation>該当する検査はありません。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Studies of the same patient</source>
        <translation>同じ患者の検査</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>取り込み...</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>さらに表示</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>The import of %1 did not come to its end.</source>
        <translation>%1 の取り込みが途中で終わっています。</translation>
    </message>
    <message>
        <source>%1 of %2 studies</source>
        <translation>%2 検査中 %1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n study(ies)</source>
        <translation>
            <numerusform>%n 検査</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a folder to look at it once. Import it, or drop it here, to keep it in the library.</source>
        <translation>一度見るだけなら、フォルダを開きます。ライブラリに残すには、取り込むか、ここにドロップします。</translation>
    </message>
    <message>
        <source>All studies of %1</source>
        <translation>%1 の検査一覧</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>日付なし</translation>
    </message>
    <message>
        <source>%1
Double click opens it in a tab beside.</source>
        <translation>%1
ダブルクリックで別のタブに開きます。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>ファイルマネージャで表示</translation>
    </message>
    <message>
        <source>Export images...</source>
        <translation>画像を書き出す...</translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation>削除...</translation>
    </message>
</context>
<context>
    <name>LibraryTree</name>
    <message>
        <source>Date</source>
        <translation>検査日</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>モダリティ</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像数</translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>検査</translation>
    </message>
    <message>
        <source>No patient name</source>
        <translation>患者名なし</translation>
    </message>
    <message>
        <source>[open]</source>
        <translation>[表示中]</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 画像</numerusform>
        </translation>
    </message>
    <message>
        <source>The files are not there now. Is the medium connected?</source>
        <translation>ファイルが見つかりません。媒体は接続されていますか。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Reading the study...</source>
        <translation>検査を読み込んでいます...</translation>
    </message>
    <message>
        <source>Making the sample study</source>
        <translation>サンプル検査を作成中</translation>
    </message>
    <message>
        <source>The sample study could not be made. %1</source>
        <translation>サンプル検査を作成できませんでした。%1</translation>
    </message>
    <message numerus="yes">
        <source>This folder holds %n studies. The largest is shown; the others are in the library.</source>
        <translation>
            <numerusform>このフォルダには %n 件の検査があります。最も大きい検査を表示しています。ほかの検査はライブラリから開けます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s) left out. The rest is shown.</source>
        <translation>
            <numerusform>%1: %n 個のファイルを除外し、残りを表示しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>一覧を表示</translation>
    </message>
    <message>
        <source>Drag a box in a view. Esc cancels.</source>
        <translation>画像上をドラッグして矩形を描いてください。Esc で中止します。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダを開く</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>ファイルを開く</translation>
    </message>
    <message>
        <source>No series</source>
        <translation>シリーズなし</translation>
    </message>
    <message>
        <source>Added to the report.</source>
        <translation>レポートに追加しました。</translation>
    </message>
    <message>
        <source>The library cannot be used. %1</source>
        <translation>ライブラリを使用できません。%1</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>ツール(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Series</source>
        <translation>シリーズ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>レイアウト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Window presets</source>
        <translation>ウィンドウプリセット(&amp;W)</translation>
    </message>
    <message>
        <source>Sla&amp;b</source>
        <translation>スラブ(&amp;B)</translation>
    </message>
    <message>
        <source>Volume &amp;rendering</source>
        <translation>ボリュームレンダリング(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>パネル(&amp;P)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>言語(&amp;G)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>配色(&amp;H)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>ライブラリ</translation>
    </message>
    <message>
        <source>Chat and report</source>
        <translation>チャットとレポート</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>レイアウト</translation>
    </message>
    <message>
        <source>Layout of the views</source>
        <translation>画面のレイアウト</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Window presets  (1-9)</source>
        <translation>ウィンドウプリセット  (1-9)</translation>
    </message>
    <message>
        <source>Choose a series of this study</source>
        <translation>この検査のシリーズを選択</translation>
    </message>
    <message>
        <source>Model manager</source>
        <translation>モデル管理</translation>
    </message>
    <message>
        <source>Open studies</source>
        <translation>開いている検査</translation>
    </message>
    <message>
        <source>Series %1/%2</source>
        <translation>シリーズ %1/%2</translation>
    </message>
    <message>
        <source>Slice %1/%2</source>
        <translation>スライス %1/%2</translation>
    </message>
    <message>
        <source>Folder for the report</source>
        <translation>レポートの保存先フォルダ</translation>
    </message>
    <message>
        <source>Close this study</source>
        <translation>この検査を閉じる</translation>
    </message>
    <message>
        <source>Objects of the study</source>
        <translation>検査のオブジェクト</translation>
    </message>
    <message>
        <source>This study holds no images. Its reports and documents are listed at the left; Enter or a double click opens one.</source>
        <translation>この検査に画像はありません。レポートと文書は左の一覧にあります。Enter キーまたはダブルクリックで開きます。</translation>
    </message>
    <message>
        <source>Set aside to make room for other images. It is loaded again when you come back to it.</source>
        <translation>他の画像のためにいったん閉じました。戻ると読み込み直します。</translation>
    </message>
    <message>
        <source>Empty folder for the library</source>
        <translation>ライブラリを置く空のフォルダ</translation>
    </message>
    <message>
        <source>Removing the old library folder</source>
        <translation>元のライブラリを削除中</translation>
    </message>
    <message>
        <source>The library is being moved. Import when that is done.</source>
        <translation>ライブラリを移動しています。終わってから取り込んでください。</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>%1 を取り込み中</translation>
    </message>
    <message>
        <source>The import was cancelled. What was imported stays; it can go on later.</source>
        <translation>取り込みを中止しました。取り込んだ分は残り、後で続けられます。</translation>
    </message>
    <message>
        <source>%1 could not be imported. %2</source>
        <translation>%1 を取り込めませんでした。%2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) imported</source>
        <translation>
            <numerusform>%n ファイルを取り込みました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known already</source>
        <translation>
            <numerusform>取り込み済み %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>重複 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not DICOM</source>
        <translation>
            <numerusform>DICOM 以外 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>除外 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing the pictures of the library</source>
        <translation>ライブラリの縮小画像を作成中</translation>
    </message>
    <message numerus="yes">
        <source>%n copied file(s) in the library folder will be deleted. This cannot be undone.</source>
        <translation>
            <numerusform>ライブラリのフォルダにあるコピー %n ファイルを削除します。元に戻せません。</numerusform>
        </translation>
    </message>
    <message>
        <source>The original files stay where they are: the library only forgets them.</source>
        <translation>元のファイルはそのまま残り、ライブラリの記録だけが消えます。</translation>
    </message>
    <message>
        <source>Reports on this study stay, signed ones too.</source>
        <translation>この検査のレポートは、確定済みのものも含めて残ります。</translation>
    </message>
    <message>
        <source>Delete a study</source>
        <translation>検査の削除</translation>
    </message>
    <message>
        <source>Delete %1, %2 %3?</source>
        <translation>%1、%2 %3 を削除しますか。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>記録を消す</translation>
    </message>
    <message>
        <source>Checking the library</source>
        <translation>ライブラリを点検中</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) checked</source>
        <translation>
            <numerusform>%n ファイルを点検しました</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing is wrong</source>
        <translation>問題はありません</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>問題 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lie on a medium that is not there</source>
        <translation>
            <numerusform>接続されていない媒体に %n ファイル</numerusform>
        </translation>
    </message>
    <message>
        <source>Re-indexing the library</source>
        <translation>ライブラリの索引を作り直しています</translation>
    </message>
    <message>
        <source>Moving the library</source>
        <translation>ライブラリを移動中</translation>
    </message>
    <message>
        <source>The library is now in %1.</source>
        <translation>ライブラリを %1 に移動しました。</translation>
    </message>
    <message>
        <source>The library stays in %1. Moving it to the same folder again goes on.</source>
        <translation>ライブラリは %1 のままです。同じフォルダへもう一度移動すると続きから始まります。</translation>
    </message>
    <message>
        <source>The library was not moved. %1</source>
        <translation>ライブラリを移動できませんでした。%1</translation>
    </message>
    <message>
        <source>This folder holds reports of several studies. Those of one are shown; open the others one by one.</source>
        <translation>このフォルダーには複数の検査のレポートがあります。そのうちの 1 つの検査のものを表示しています。他は 1 つずつ開いてください。</translation>
    </message>
    <message>
        <source>Studies and images (*.zip *.dcm *.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd DICOMDIR);;All files (*)</source>
        <translation>検査と画像 (*.zip *.dcm *.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd DICOMDIR);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>brightness</source>
        <translation>明るさ</translation>
    </message>
    <message>
        <source>whole series, resampled</source>
        <translation>シリーズ全体 (リサンプリング)</translation>
    </message>
    <message>
        <source>Looking at the folder</source>
        <translation>フォルダを調べています</translation>
    </message>
</context>
<context>
    <name>MemoryDialog</name>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Open images share this memory. When it is short, the images not looked at for longest are set aside and loaded again when you come back to them.</source>
        <translation>開いている画像はこのメモリを共有します。不足すると、最も長く見ていない画像をいったん閉じ、戻ったときに読み込み直します。</translation>
    </message>
    <message>
        <source>Memory for images</source>
        <translation>画像用メモリ</translation>
    </message>
    <message>
        <source>In use now</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>既定値</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>Looking for a GPU</source>
        <translation>GPUを探しています</translation>
    </message>
</context>
<context>
    <name>ModelInputDialog</name>
    <message>
        <source>What the model saw</source>
        <translation>モデルへの入力を表示</translation>
    </message>
    <message>
        <source>Preprocessed volume: %1 x %2 x %3 voxels of %4 x %5 x %6 mm, axial slices from the first to the last</source>
        <translation>前処理後のボリューム: %1 x %2 x %3 ボクセル (%4 x %5 x %6 mm)、最初から最後までの横断像</translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <translation>軟部組織</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>肺</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <source>Exact text given to the model</source>
        <translation>モデルに渡した文字列 (原文)</translation>
    </message>
    <message>
        <source>Drawing...</source>
        <translation>描画しています...</translation>
    </message>
    <message>
        <source>The model was given no images with this question.</source>
        <translation>この質問では画像がモデルに渡されていません。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) in the order in which they were given; the first has %1 x %2 pixels</source>
        <translation>
            <numerusform>%n 枚の画像 (モデルに渡した順)。最初の画像は %1 x %2 画素です</numerusform>
        </translation>
    </message>
    <message>
        <source>Preprocessed volume: %1 x %2 x %3 cells of brightness, slices from the first to the last</source>
        <translation>前処理後のボリューム: %1 x %2 x %3 セル (明るさ)。最初から最後のスライスまで</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>画像 %1</translation>
    </message>
    <message>
        <source>slice %1</source>
        <translation>スライス %1</translation>
    </message>
</context>
<context>
    <name>ModelJobs</name>
    <message>
        <source>Loading the model</source>
        <translation>モデルを読み込んでいます</translation>
    </message>
    <message>
        <source>Reading the images for the model</source>
        <translation>モデルのために画像を読み込んでいます</translation>
    </message>
    <message>
        <source>The model looks at the images</source>
        <translation>モデルが画像を見ています</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>Model folder</source>
        <translation>モデルのフォルダ</translation>
    </message>
    <message>
        <source>Model manager</source>
        <translation>モデル管理</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダ</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>選択...</translation>
    </message>
    <message>
        <source>GPU when there is one</source>
        <translation>GPU があれば使用</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU (CUDA)</translation>
    </message>
    <message>
        <source>Load this model</source>
        <translation>このモデルを読み込む</translation>
    </message>
    <message>
        <source>Shipped model</source>
        <translation>付属のモデル</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Checking the model</source>
        <translation>モデルを検査しています</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>検査を中止しました。</translation>
    </message>
    <message>
        <source>An answer is being written. Stop it and load the other model?</source>
        <translation>回答を作成中です。中止して別のモデルを読み込みますか?</translation>
    </message>
    <message>
        <source>Stop and load</source>
        <translation>中止して読み込む</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Checking every file of this model...</source>
        <translation>このモデルのすべてのファイルを検査しています...</translation>
    </message>
    <message>
        <source>This model cannot be used. %1</source>
        <translation>このモデルは使用できません。%1</translation>
    </message>
    <message>
        <source>The files are sound.</source>
        <translation>ファイルに問題はありません。</translation>
    </message>
    <message>
        <source>Press Enter to check the folder.</source>
        <translation>Enterキーでフォルダを検査します。</translation>
    </message>
    <message>
        <source>That is too much for this machine. Choose a smaller form, or close other programs.</source>
        <translation>このマシンには大きすぎます。小さい形式を選ぶか、ほかのプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Model to load</source>
        <translation>読み込むモデル</translation>
    </message>
    <message>
        <source>A Hugging Face model folder; it can also be dropped on the window</source>
        <translation>Hugging Face のモデルフォルダ (ウィンドウへのドロップも可)</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>Slices shown, at most</source>
        <translation>見せるスライスの上限</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>回答の最大の長さ</translation>
    </message>
    <message>
        <source>as the model&apos;s family wants</source>
        <translation>モデルの系列に合わせる</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> トークン</translation>
    </message>
    <message>
        <source>Read the images as soon as a study is opened</source>
        <translation>検査を開いたらすぐに画像を読み込む</translation>
    </message>
    <message>
        <source>The first answer comes sooner; with a large model the processor is busy for minutes.</source>
        <translation>最初の回答が早くなります。大きなモデルではプロセッサが数分間占有されます。</translation>
    </message>
    <message>
        <source>Weights in memory (%1): about %2. Free now: %3.</source>
        <translation>メモリ上の重み (%1): 約 %2。現在の空き: %3。</translation>
    </message>
</context>
<context>
    <name>ModelService</name>
    <message>
        <source>No model loaded. Viewing and reporting work. Open the model manager.</source>
        <translation>モデルは読み込まれていません。表示とレポート作成は使えます。モデル管理を開いてください。</translation>
    </message>
    <message>
        <source>The model is being loaded. Viewing and reporting work meanwhile.</source>
        <translation>モデルを読み込んでいます。その間も表示とレポート作成は使えます。</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Loading was stopped.</source>
        <translation>読み込みを中止しました。</translation>
    </message>
    <message>
        <source>The model could not be loaded: %1</source>
        <translation>モデルを読み込めませんでした: %1</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>モデルが読み込まれていません。</translation>
    </message>
    <message>
        <source>The former model is in use again.</source>
        <translation>前のモデルを再び使用しています。</translation>
    </message>
    <message>
        <source>The former model is being loaded again.</source>
        <translation>前のモデルを読み込み直しています。</translation>
    </message>
    <message>
        <source>Viewing and reporting work. Choose another model in the model manager.</source>
        <translation>表示とレポートは使えます。モデル管理で別のモデルを選んでください。</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>%1 million parameters</source>
        <translation>パラメータ数 %1 M</translation>
    </message>
    <message>
        <source>%1 billion parameters</source>
        <translation>パラメータ数 %1 B</translation>
    </message>
    <message>
        <source>chosen by size and device</source>
        <translation>大きさとデバイスで自動選択</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>保存されたまま</translation>
    </message>
    <message>
        <source>for demonstration, not for diagnosis</source>
        <translation>デモ用です。診断には使用できません</translation>
    </message>
    <message>
        <source>A public checkpoint: for research, not for diagnosis.</source>
        <translation>公開モデルです。研究用で、診断には使用できません。</translation>
    </message>
    <message>
        <source>The publisher&apos;s licence holds.</source>
        <translation>公開元のライセンスが適用されます。</translation>
    </message>
    <message>
        <source>, weights held as %1</source>
        <translation>、重みの形式: %1</translation>
    </message>
    <message>
        <source>A chat model: no image can be shown to it.</source>
        <translation>会話専用のモデルです。画像を見せることはできません。</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>ライセンス: %1</translation>
    </message>
    <message>
        <source>%1, %2 on disk as %3</source>
        <translation>%1、ディスク上 %2 (%3)</translation>
    </message>
    <message>
        <source>Licence: see the file %1 in the folder</source>
        <translation>ライセンス: フォルダ内のファイル %1 をご覧ください</translation>
    </message>
    <message>
        <source>The folder names no licence; that of its publisher holds.</source>
        <translation>フォルダにライセンスの記載がありません。公開元のライセンスが適用されます。</translation>
    </message>
</context>
<context>
    <name>ObjectReader</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>フレーム %1</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>文書を保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 を保存しています</translation>
    </message>
    <message>
        <source>This document (%1) cannot be shown here. It can be saved as a file.</source>
        <translation>この文書 (%1) はここでは表示できません。ファイルとして保存できます。</translation>
    </message>
    <message>
        <source>Save as...</source>
        <translation>名前を付けて保存...</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>image %1</source>
        <translation>画像 %1</translation>
    </message>
    <message>
        <source>region on image %1</source>
        <translation>画像 %1 上の領域</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 を読み込んでいます</translation>
    </message>
</context>
<context>
    <name>ObjectsPanel</name>
    <message>
        <source>Segmentation</source>
        <translation>セグメンテーション</translation>
    </message>
    <message>
        <source>Contours (RT structure set)</source>
        <translation>輪郭 (RT ストラクチャセット)</translation>
    </message>
    <message>
        <source>Structured report</source>
        <translation>構造化レポート</translation>
    </message>
    <message>
        <source>Key images</source>
        <translation>キー画像</translation>
    </message>
    <message>
        <source>Presentation state</source>
        <translation>表示状態</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>表示対象外</translation>
    </message>
    <message>
        <source>Objects of the study</source>
        <translation>検査のオブジェクト</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>reading...</source>
        <translation>読み込み中...</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>名称なし</translation>
    </message>
    <message>
        <source>[AI]</source>
        <translation>[AI]</translation>
    </message>
    <message>
        <source>Slice %1</source>
        <translation>スライス %1</translation>
    </message>
</context>
<context>
    <name>OverlayPainter</name>
    <message>
        <source>Loading %1 %</source>
        <translation>読み込み中 %1 %</translation>
    </message>
</context>
<context>
    <name>PhaseBar</name>
    <message>
        <source>Stop playing  (V)</source>
        <translation>停止  (V)</translation>
    </message>
    <message>
        <source>Play  (V)</source>
        <translation>再生  (V)</translation>
    </message>
    <message>
        <source>Time point, phase, b-value or echo  (, and . or Alt+wheel)</source>
        <translation>時相・位相・b値・エコー  (, と . または Alt+ホイール)</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>(shown series)</source>
        <translation>(表示中のシリーズ)</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be opened.</source>
        <translation>
            <numerusform>%n個のファイルを開けませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>No file was left out.</source>
        <translation>除外したファイルはありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of other kinds lie beside the images (programs, texts).</source>
        <translation>
            <numerusform>ほかの種類のファイルが%n個あります (プログラムやテキストなど)。</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %1 are shown; a copy of the list holds all.</source>
        <translation>最初の%1件を表示しています。一覧のコピーには全件が入ります。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Files left out and warnings</source>
        <translation>除外したファイルと警告</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>一覧をコピー</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>フォルダを開く</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>ReasoningView</name>
    <message>
        <source>Reasoning (AI): thinking...</source>
        <translation>推論過程 (AI): 考えています...</translation>
    </message>
    <message>
        <source>Reasoning (AI)</source>
        <translation>推論過程 (AI)</translation>
    </message>
    <message>
        <source>What the model wrote before its answer. It is not part of the answer and is never copied into the report.</source>
        <translation>モデルが回答の前に書いた内容です。回答の一部ではなく、レポートにコピーされることはありません。</translation>
    </message>
    <message>
        <source>Reasoning of the model</source>
        <translation>モデルの推論過程</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>does not exist</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>not a DICOM file</source>
        <translation>DICOM ファイルではありません</translation>
    </message>
    <message>
        <source>the folder holds no files</source>
        <translation>フォルダにファイルがありません</translation>
    </message>
    <message>
        <source>none of its %1 files can be opened as an image, for example %2: %3</source>
        <translation>%1 個のファイルはどれも画像として開けません。例: %2: %3</translation>
    </message>
    <message>
        <source>cannot be opened (%1)</source>
        <translation>開けません (%1)</translation>
    </message>
    <message>
        <source>cannot be read (%1)</source>
        <translation>読めません (%1)</translation>
    </message>
    <message>
        <source>cannot be read whole</source>
        <translation>最後まで読めません</translation>
    </message>
    <message>
        <source>damaged DICOM file (%1)</source>
        <translation>DICOM ファイルが壊れています (%1)</translation>
    </message>
    <message>
        <source>not DICOM, but lies among DICOM images; open it on its own</source>
        <translation>DICOM 画像に混じった別形式のファイルです。単独で開いてください</translation>
    </message>
    <message>
        <source>a directory of DICOM files (DICOMDIR), not an image</source>
        <translation>DICOMDIR (ファイルの目録) で、画像ではありません</translation>
    </message>
    <message>
        <source>holds no image (%1)</source>
        <translation>画像がありません (%1)</translation>
    </message>
    <message>
        <source>holds no image</source>
        <translation>画像がありません</translation>
    </message>
    <message>
        <source>the same image as %1</source>
        <translation>%1 と同じ画像です</translation>
    </message>
    <message>
        <source>pixels of %1 bits stored in %2 are not supported</source>
        <translation>%2 ビット中 %1 ビットの画素には対応していません</translation>
    </message>
    <message>
        <source>%1 samples per pixel are not supported</source>
        <translation>1画素あたり %1 成分の画像には対応していません</translation>
    </message>
    <message>
        <source>rows and columns are missing or not plausible</source>
        <translation>行数・列数がないか、値が正しくありません</translation>
    </message>
    <message>
        <source>more frames than any scan has</source>
        <translation>フレーム数が多すぎます</translation>
    </message>
    <message>
        <source>promises more pixels than a file of this size can hold</source>
        <translation>ファイルの大きさに対して画素数が多すぎます</translation>
    </message>
    <message>
        <source>the pixel data are missing (the file may be cut short)</source>
        <translation>画素データがありません (ファイルが途切れている可能性があります)</translation>
    </message>
    <message>
        <source>the pixel data are missing</source>
        <translation>画素データがありません</translation>
    </message>
    <message>
        <source>the pixel data are cut short: %1 of %2 bytes</source>
        <translation>画素データが途切れています: %2 バイト中 %1 バイト</translation>
    </message>
    <message>
        <source>the pixel data are cut short</source>
        <translation>画素データが途切れています</translation>
    </message>
    <message>
        <source>the pixel data cannot be decoded (%1)</source>
        <translation>画素データを復号できません (%1)</translation>
    </message>
    <message>
        <source>a part of the pixel data is missing</source>
        <translation>画素データの一部がありません</translation>
    </message>
    <message>
        <source>the compressed pixel data are missing</source>
        <translation>圧縮された画素データがありません</translation>
    </message>
    <message>
        <source>the JPEG 2000 data are damaged or cut short</source>
        <translation>JPEG 2000 データが壊れているか途切れています</translation>
    </message>
    <message>
        <source>the JPEG 2000 data are damaged</source>
        <translation>JPEG 2000 データが壊れています</translation>
    </message>
    <message>
        <source>the JPEG-LS data are damaged (%1)</source>
        <translation>JPEG-LS データが壊れています (%1)</translation>
    </message>
    <message>
        <source>the image has another size than when the folder was read</source>
        <translation>フォルダを読んだ時と画像の大きさが変わっています</translation>
    </message>
    <message>
        <source>not decoded: %1: %2</source>
        <translation>復号できません: %1: %2</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>メモリが不足しています</translation>
    </message>
    <message>
        <source>a volume of %1 x %2 x %3 voxels is not plausible</source>
        <translation>%1 x %2 x %3 ボクセルは正しい大きさではありません</translation>
    </message>
    <message>
        <source>the voxels are cut short: %1 of %2 bytes</source>
        <translation>ボクセルデータが途切れています: %2 バイト中 %1 バイト</translation>
    </message>
    <message>
        <source>its voxels (%1) are missing</source>
        <translation>ボクセルデータ (%1) がありません</translation>
    </message>
    <message>
        <source>its size is not plausible</source>
        <translation>大きさの値が正しくありません</translation>
    </message>
    <message>
        <source>its geometry is not plausible</source>
        <translation>位置・向きの値が正しくありません</translation>
    </message>
    <message>
        <source>its header is damaged</source>
        <translation>ヘッダが壊れています</translation>
    </message>
    <message>
        <source>this type of numbers is not supported</source>
        <translation>この数値形式には対応していません</translation>
    </message>
    <message>
        <source>holds no number at all</source>
        <translation>数値が1つもありません</translation>
    </message>
    <message>
        <source>has %1 values in each voxel; the first one is shown</source>
        <translation>1ボクセル %1 成分のうち最初の成分を表示</translation>
    </message>
    <message>
        <source>%1 voxels hold no number; they are shown with the smallest value</source>
        <translation>数値でない %1 ボクセルは最小値で表示</translation>
    </message>
    <message>
        <source>the values look like Hounsfield units; the file does not tell</source>
        <translation>値は HU とみられます (ファイルに記載なし)</translation>
    </message>
    <message>
        <source>values are as stored: the modality lookup table is not applied</source>
        <translation>保存値のまま表示 (モダリティ LUT は未適用)</translation>
    </message>
    <message>
        <source>every image names a frame of reference of its own; they are taken as one</source>
        <translation>画像ごとに座標系が異なりますが、同一とみなしています</translation>
    </message>
    <message>
        <source>localiser (scout), not a volume to measure in</source>
        <translation>位置決め画像です。計測には使えません</translation>
    </message>
    <message>
        <source>the size of a pixel is not told; 1 mm is assumed</source>
        <translation>画素の大きさが不明のため 1 mm とみなしています</translation>
    </message>
    <message>
        <source>the image has no position in the patient</source>
        <translation>画像に患者座標がありません</translation>
    </message>
    <message>
        <source>the frames have no position in the patient; they are stacked in the order of the file, 1 mm apart</source>
        <translation>フレームに患者座標がないため、ファイル順に 1 mm 間隔で並べています</translation>
    </message>
    <message>
        <source>gantry tilt of %1 degrees corrected: the slices are moved within their planes (resampled)</source>
        <translation>ガントリ傾斜補正済み (%1 度)、再構成</translation>
    </message>
    <message>
        <source>the slices are displaced against each other by up to %1 mm; they are moved within their planes (resampled)</source>
        <translation>最大 %1 mm のスライスのずれを補正、再構成</translation>
    </message>
    <message>
        <source>the slices are %1 mm thick but %2 mm apart: nothing is known between them</source>
        <translation>スライス厚 %1 mm に対して間隔 %2 mm。間の情報はありません</translation>
    </message>
    <message>
        <source>the series holds several images at each place; this volume is the one of %1</source>
        <translation>同じ位置に複数の画像があります。表示中: %1</translation>
    </message>
    <message>
        <source>several images lie at the same place and nothing tells them apart (%1)</source>
        <translation>同じ位置に区別できない画像が複数あります (%1)</translation>
    </message>
    <message>
        <source>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm (%5 slices are missing)</source>
        <translation>シリーズは %1 と %2 の間で分割: 間隔 %3 mm (通常 %4 mm)、%5 枚欠落</translation>
    </message>
    <message>
        <source>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm (1 slice is missing)</source>
        <translation>シリーズは %1 と %2 の間で分割: 間隔 %3 mm (通常 %4 mm)、1 枚欠落</translation>
    </message>
    <message>
        <source>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm</source>
        <translation>シリーズは %1 と %2 の間で分割: 間隔 %3 mm (通常 %4 mm)</translation>
    </message>
    <message>
        <source>the series is cut between %1 and %2: the distance there is %3 mm</source>
        <translation>シリーズは %1 と %2 の間で分割: 間隔 %3 mm</translation>
    </message>
    <message>
        <source>its sequences are nested too deeply</source>
        <translation>シーケンスの入れ子が深すぎます</translation>
    </message>
    <message>
        <source>a deflated data set that grows out of all proportion</source>
        <translation>圧縮(deflate)データが、展開すると異常に大きくなります</translation>
    </message>
    <message>
        <source>is not a segmentation</source>
        <translation>セグメンテーションではありません</translation>
    </message>
    <message>
        <source>is not a structure set</source>
        <translation>ストラクチャセットではありません</translation>
    </message>
    <message>
        <source>is not a structured report</source>
        <translation>構造化レポートではありません</translation>
    </message>
    <message>
        <source>is not a presentation state</source>
        <translation>表示状態ではありません</translation>
    </message>
    <message>
        <source>is not a document</source>
        <translation>文書ではありません</translation>
    </message>
    <message>
        <source>is cut short</source>
        <translation>途中で切れています</translation>
    </message>
    <message>
        <source>the document is missing</source>
        <translation>文書がありません</translation>
    </message>
    <message>
        <source>the document is too large</source>
        <translation>文書が大きすぎます</translation>
    </message>
    <message>
        <source>holds more items than any study has</source>
        <translation>項目の数が多すぎます</translation>
    </message>
    <message>
        <source>its content is nested deeper than any report</source>
        <translation>内容の入れ子が深すぎます</translation>
    </message>
    <message>
        <source>names no segment</source>
        <translation>セグメントが記載されていません</translation>
    </message>
    <message>
        <source>two segments have the number %1</source>
        <translation>番号 %1 のセグメントが 2 つあります</translation>
    </message>
    <message>
        <source>two regions have the number %1</source>
        <translation>番号 %1 の領域が 2 つあります</translation>
    </message>
    <message>
        <source>frame %1 belongs to no segment that is named</source>
        <translation>フレーム %1 は記載されたどのセグメントにも属しません</translation>
    </message>
    <message>
        <source>segmentations of the type %1 are not supported</source>
        <translation>種類 %1 のセグメンテーションには対応していません</translation>
    </message>
    <message>
        <source>pixels of %1 bits are not supported in a segmentation</source>
        <translation>%1 ビットのセグメンテーションには対応していません</translation>
    </message>
    <message>
        <source>a compressed segmentation of this kind is not supported</source>
        <translation>この形式の圧縮されたセグメンテーションには対応していません</translation>
    </message>
    <message>
        <source>does not tell where its frames lie</source>
        <translation>フレームの位置が記載されていません</translation>
    </message>
    <message>
        <source>its frames have different orientations or pixel sizes</source>
        <translation>フレームの向きまたは画素の大きさがそろっていません</translation>
    </message>
    <message>
        <source>its frames are not evenly spaced</source>
        <translation>フレームが等間隔ではありません</translation>
    </message>
    <message>
        <source>two of its frames lie in one plane at different places</source>
        <translation>同じ平面の 2 つのフレームの位置が異なります</translation>
    </message>
    <message>
        <source>its masks are too ragged to be shown</source>
        <translation>マスクが細かすぎて表示できません</translation>
    </message>
    <message>
        <source>not enough memory for its masks (%1 MB more)</source>
        <translation>マスクのためのメモリが不足しています (あと %1 MB)</translation>
    </message>
    <message>
        <source>holds voxels of segments that it does not name; left out</source>
        <translation>記載のないセグメントのボクセルがあり、省きました</translation>
    </message>
    <message>
        <source>holds contours of a region that it does not name; left out</source>
        <translation>記載のない領域の輪郭があり、省きました</translation>
    </message>
    <message>
        <source>a contour has no whole points</source>
        <translation>輪郭の座標が不完全です</translation>
    </message>
    <message>
        <source>a contour encloses no area</source>
        <translation>輪郭が面積を囲んでいません</translation>
    </message>
    <message>
        <source>its contours reach further than any patient</source>
        <translation>輪郭の範囲が大きすぎます</translation>
    </message>
    <message>
        <source>the contours of &quot;%1&quot; do not lie in parallel planes</source>
        <translation>「%1」の輪郭が平行な平面上にありません</translation>
    </message>
    <message>
        <source>only outlines: %1</source>
        <translation>輪郭線のみ: %1</translation>
    </message>
    <message>
        <source>a region of it has no whole points</source>
        <translation>領域の座標が不完全です</translation>
    </message>
    <message>
        <source>a figure of it has no whole points</source>
        <translation>図形の座標が不完全です</translation>
    </message>
    <message>
        <source>refers to images that are not here</source>
        <translation>参照している画像がここにありません</translation>
    </message>
    <message>
        <source>its frame of reference is not that of the images</source>
        <translation>基準座標系 (Frame of Reference) が画像と異なります</translation>
    </message>
    <message>
        <source>names neither images nor a frame of reference</source>
        <translation>画像も基準座標系も記載されていません</translation>
    </message>
    <message>
        <source>regions on images that are not here: %1</source>
        <translation>ここにない画像上の領域: %1</translation>
    </message>
    <message>
        <source>regions in a frame of reference that is not that of the images: %1</source>
        <translation>基準座標系が画像と異なる領域: %1</translation>
    </message>
    <message>
        <source>key images that are not here: %1</source>
        <translation>ここにないキー画像: %1</translation>
    </message>
    <message>
        <source>images that it names and that are not here: %1</source>
        <translation>記載されているがここにない画像: %1</translation>
    </message>
    <message>
        <source>asks for a turned or mirrored image; the image is shown as it lies in the patient</source>
        <translation>回転または反転した表示が指定されていますが、患者の向きのまま表示しています</translation>
    </message>
    <message>
        <source>its shutter is not applied</source>
        <translation>シャッターは適用していません</translation>
    </message>
    <message>
        <source>its greyscale table (VOI LUT) is not applied</source>
        <translation>階調テーブル (VOI LUT) は適用していません</translation>
    </message>
    <message>
        <source>its greyscale table (presentation LUT) is not applied</source>
        <translation>階調テーブル (Presentation LUT) は適用していません</translation>
    </message>
    <message>
        <source>cannot be written (%1)</source>
        <translation>書き込めません (%1)</translation>
    </message>
    <message>
        <source>the JPEG-LS data are damaged</source>
        <translation>JPEG-LS データが壊れています</translation>
    </message>
    <message>
        <source>not enough memory for a volume of %1 MB: the machine has %2 MB left, %3 MB are missing</source>
        <translation>%1 MB のボリュームにはメモリが足りません。残り %2 MB、不足 %3 MB です</translation>
    </message>
    <message>
        <source>the memory set aside for images is too small: %1 MB are needed, %2 of %3 MB are free, %4 MB are missing</source>
        <translation>画像用メモリが足りません。必要 %1 MB、空き %2 MB (全体 %3 MB)、不足 %4 MB です</translation>
    </message>
    <message>
        <source>index of studies: %1</source>
        <translation>検査の索引: %1</translation>
    </message>
    <message>
        <source>the database is damaged; re-index the library</source>
        <translation>データベースが壊れています。ライブラリの索引を作り直してください</translation>
    </message>
    <message>
        <source>another program has the library open; close it and try again</source>
        <translation>ほかのプログラムがライブラリを開いています。閉じてからやり直してください</translation>
    </message>
    <message>
        <source>the library is being moved by another program; try again when it is done</source>
        <translation>ほかのプログラムがライブラリを移動しています。終わってからやり直してください</translation>
    </message>
    <message>
        <source>another program keeps it busy</source>
        <translation>ほかのプログラムが使用中です</translation>
    </message>
    <message>
        <source>it was made by a newer version of this program</source>
        <translation>新しい版のプログラムで作られています</translation>
    </message>
    <message>
        <source>it cannot be written</source>
        <translation>書き込めません</translation>
    </message>
    <message>
        <source>the library folder is not there. Is the medium connected?</source>
        <translation>ライブラリのフォルダがありません。媒体は接続されていますか</translation>
    </message>
    <message>
        <source>the library folder cannot be written</source>
        <translation>ライブラリのフォルダに書き込めません</translation>
    </message>
    <message>
        <source>the disk is full: %1 MB are free</source>
        <translation>ディスクの空きが足りません (空き %1 MB)</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>ディスクの空きがありません</translation>
    </message>
    <message>
        <source>has no identifier (SOP Instance UID)</source>
        <translation>識別子 (SOP Instance UID) がありません</translation>
    </message>
    <message>
        <source>does not tell which study and series it belongs to</source>
        <translation>どの検査・シリーズのものか記載されていません</translation>
    </message>
    <message>
        <source>another file with the same identifier (SOP Instance UID) but other content is in the library</source>
        <translation>同じ識別子 (SOP Instance UID) で内容の異なるファイルがライブラリにあります</translation>
    </message>
    <message>
        <source>its copy disappeared while it was imported</source>
        <translation>取り込み中にコピーがなくなりました</translation>
    </message>
    <message>
        <source>holds no library</source>
        <translation>ライブラリがありません</translation>
    </message>
    <message>
        <source>the library lies there already</source>
        <translation>ライブラリはすでにそこにあります</translation>
    </message>
    <message>
        <source>lies inside the library itself</source>
        <translation>ライブラリ自身の中にあります</translation>
    </message>
    <message>
        <source>is not empty</source>
        <translation>空ではありません</translation>
    </message>
    <message>
        <source>was not written correctly; check the disk</source>
        <translation>正しく書き込めませんでした。ディスクを確認してください</translation>
    </message>
    <message>
        <source>cannot be deleted (%1)</source>
        <translation>削除できません (%1)</translation>
    </message>
    <message>
        <source>the copy is not there</source>
        <translation>コピーがありません</translation>
    </message>
    <message>
        <source>the copy has another size than when it was made</source>
        <translation>コピーの大きさが取り込み時と異なります</translation>
    </message>
    <message>
        <source>the copy is damaged: other bytes than when it was made</source>
        <translation>コピーが壊れています (取り込み時と内容が異なります)</translation>
    </message>
    <message>
        <source>was changed since it was imported</source>
        <translation>取り込んだ後に変更されています</translation>
    </message>
    <message>
        <source>lies in the library folder, but is not in the index</source>
        <translation>ライブラリのフォルダにありますが、索引にありません</translation>
    </message>
    <message>
        <source>the counts of %1 studies are wrong</source>
        <translation>%1 検査の枚数が合いません</translation>
    </message>
    <message>
        <source>the text declares no character set; it was read as %1</source>
        <translation>文字コードの指定がないため、%1として読みました</translation>
    </message>
    <message>
        <source>the text declares no character set; its escape sequences were followed</source>
        <translation>文字コードの指定がないため、エスケープシーケンスに従って読みました</translation>
    </message>
    <message>
        <source>the text declares no character set and cannot be read whole</source>
        <translation>文字コードの指定がなく、一部の文字を読めません</translation>
    </message>
    <message>
        <source>the text is not in the character set that it declares (%1); it was read as %2</source>
        <translation>文字が指定の文字コード（%1）に合わないため、%2として読みました</translation>
    </message>
    <message>
        <source>the text holds characters that its character set (%1) does not have</source>
        <translation>指定の文字コード（%1）にない文字が含まれています</translation>
    </message>
    <message>
        <source>the character set is misspelt (%1); it was read as %2</source>
        <translation>文字コードの指定の綴り（%1）が正しくないため、%2として読みました</translation>
    </message>
    <message>
        <source>a supplemental colour table comes with the image; only its grey values are shown</source>
        <translation>画像に補助カラーテーブルが付いていますが、濃淡だけを表示します</translation>
    </message>
    <message>
        <source>values of more than 24 bits are kept with 24 bits of precision</source>
        <translation>24ビットを超える値は24ビットの精度で保持します</translation>
    </message>
    <message>
        <source>the colour table (palette) is missing or damaged</source>
        <translation>カラーテーブル（パレット）がないか、壊れています</translation>
    </message>
    <message>
        <source>the colour table (palette) is missing</source>
        <translation>カラーテーブル（パレット）がありません</translation>
    </message>
    <message>
        <source>an overlay is left out because its size or place is impossible (%1)</source>
        <translation>大きさか位置があり得ないため、オーバーレイを除きました（%1）</translation>
    </message>
    <message>
        <source>the JPEG data are damaged</source>
        <translation>JPEGデータが壊れています</translation>
    </message>
    <message>
        <source>a kind of JPEG that is not supported</source>
        <translation>対応していない種類のJPEGです</translation>
    </message>
    <message>
        <source>the JPEG image has another size than the header tells</source>
        <translation>JPEG画像の大きさがヘッダーと違います</translation>
    </message>
    <message>
        <source>the JPEG-LS image has another size than the header tells</source>
        <translation>JPEG-LS画像の大きさがヘッダーと違います</translation>
    </message>
    <message>
        <source>the JPEG 2000 image has another size than the header tells</source>
        <translation>JPEG 2000画像の大きさがヘッダーと違います</translation>
    </message>
    <message>
        <source>the compression &quot;%1&quot; is not supported</source>
        <translation>圧縮形式「%1」には対応していません</translation>
    </message>
    <message>
        <source>the image has other pixels than when the folder was read</source>
        <translation>フォルダを読んだときと画素の種類が違います</translation>
    </message>
    <message>
        <source>is there already</source>
        <translation>すでにあります</translation>
    </message>
    <message>
        <source>is there already and is not an empty folder</source>
        <translation>すでにあり、空のフォルダではありません</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>フォルダです</translation>
    </message>
    <message>
        <source>the folder does not exist</source>
        <translation>フォルダがありません</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>書き込めません</translation>
    </message>
    <message>
        <source>holds no DICOM object that could be exported</source>
        <translation>書き出せるDICOMオブジェクトがありません</translation>
    </message>
    <message>
        <source>none of its %1 files can be exported, for example %2: %3</source>
        <translation>%1個のファイルはどれも書き出せません。例: %2: %3</translation>
    </message>
    <message>
        <source>belongs to no study or no series</source>
        <translation>検査またはシリーズの情報がありません</translation>
    </message>
    <message>
        <source>the same object as another file</source>
        <translation>別のファイルと同じオブジェクトです</translation>
    </message>
    <message>
        <source>does not tell what kind of object it is</source>
        <translation>オブジェクトの種類が分かりません</translation>
    </message>
    <message>
        <source>a directory (DICOMDIR) has no entry for its kind</source>
        <translation>この種類はDICOMDIRに載せられません</translation>
    </message>
    <message>
        <source>none of the chosen series is there</source>
        <translation>選択したシリーズがありません</translation>
    </message>
    <message>
        <source>not complete (%1)</source>
        <translation>完了していません (%1)</translation>
    </message>
    <message>
        <source>cannot be written in the form that media demand</source>
        <translation>媒体用の形式で書き込めません</translation>
    </message>
    <message>
        <source>cannot be opened as a ZIP archive (damaged or cut short)</source>
        <translation>ZIPファイルとして開けません (破損しているか、途中で切れています)</translation>
    </message>
    <message>
        <source>damaged in the archive</source>
        <translation>ZIPファイルの中で破損しています</translation>
    </message>
    <message>
        <source>has more entries than any study has</source>
        <translation>ファイル数が検査としてはあり得ないほど多いです</translation>
    </message>
    <message>
        <source>the archive holds another file of this name</source>
        <translation>ZIPファイルに同じ名前のファイルがもう1つあります</translation>
    </message>
    <message>
        <source>its name leads out of the archive; refused</source>
        <translation>名前がZIPファイルの外を指しているため、開きません</translation>
    </message>
    <message>
        <source>its name is damaged</source>
        <translation>名前が破損しています</translation>
    </message>
    <message>
        <source>encrypted in the archive; unpack it with its password first</source>
        <translation>暗号化されています。先にパスワードで展開してください</translation>
    </message>
    <message>
        <source>packed in a way that is not supported (method %1)</source>
        <translation>対応していない圧縮方式です (方式 %1)</translation>
    </message>
    <message>
        <source>the archive&apos;s directory contradicts itself</source>
        <translation>ZIPファイルの目録が矛盾しています</translation>
    </message>
    <message>
        <source>would unpack to more than any packing allows; refused</source>
        <translation>展開後の大きさがあり得ないため、開きません</translation>
    </message>
    <message>
        <source>shares its bytes with another entry of the archive; refused</source>
        <translation>ほかのファイルとデータが重なっているため、開きません</translation>
    </message>
    <message>
        <source>a ZIP archive; open it on its own</source>
        <translation>ZIPファイルです。単独で開いてください</translation>
    </message>
    <message>
        <source>an archive within an archive; unpack it first</source>
        <translation>ZIPファイルの中のZIPファイルです。先に展開してください</translation>
    </message>
    <message>
        <source>from an archive only DICOM is opened; unpack it first</source>
        <translation>ZIPファイルからはDICOMだけを開けます。先に展開してください</translation>
    </message>
    <message>
        <source>not a file that can be read</source>
        <translation>読み取れる種類のファイルではありません</translation>
    </message>
    <message>
        <source>not a DICOM file, though its name says so</source>
        <translation>名前はDICOMですが、DICOMファイルではありません</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>ファイルが空です</translation>
    </message>
    <message>
        <source>holds no directory of files</source>
        <translation>ファイルの目録がありません</translation>
    </message>
    <message>
        <source>its header is larger than that of any image</source>
        <translation>ヘッダーが画像としてはあり得ないほど大きいです</translation>
    </message>
    <message>
        <source>named in the DICOMDIR, but not on the medium</source>
        <translation>DICOMDIRに記載がありますが、メディアにありません</translation>
    </message>
    <message>
        <source>lies outside the folder of its DICOMDIR (a link)</source>
        <translation>リンク先がDICOMDIRのフォルダの外にあるため、開きません</translation>
    </message>
    <message>
        <source>the DICOMDIR names a file outside its folder; refused</source>
        <translation>DICOMDIRがフォルダの外のファイルを指しているため、開きません</translation>
    </message>
    <message>
        <source>%1 more files that the DICOMDIR names are not on the medium</source>
        <translation>ほかに%1個のファイルがDICOMDIRに記載がありますが、メディアにありません</translation>
    </message>
    <message>
        <source>none of its %1 files is a DICOM file</source>
        <translation>%1個のファイルの中にDICOMファイルがありません</translation>
    </message>
    <message>
        <source>%1 of %2 frames are in the file (cut short); the others are missing</source>
        <translation>%2フレームのうち%1フレームだけがあります (ファイルが途中で切れています)。残りはありません</translation>
    </message>
    <message>
        <source>stored in a way that is not known here (transfer syntax %1)</source>
        <translation>対応していない格納方式です (転送構文 %1)</translation>
    </message>
    <message>
        <source>has no frame %1</source>
        <translation>フレーム%1がありません</translation>
    </message>
    <message>
        <source>the colour image cannot be decoded</source>
        <translation>カラー画像をデコードできません</translation>
    </message>
    <message>
        <source>the frames cannot be told apart in the pixel data</source>
        <translation>画素データ中でフレームの境界が分かりません</translation>
    </message>
    <message>
        <source>the pixel data are of a wrong type</source>
        <translation>画素データの型が正しくありません</translation>
    </message>
    <message>
        <source>the size of a frame cannot be told</source>
        <translation>フレームの大きさが分かりません</translation>
    </message>
    <message>
        <source>distances are those at the detector, not in the patient</source>
        <translation>距離は検出器上のもので、患者体内のものではありません</translation>
    </message>
    <message>
        <source>mosaic of several slices, which are not taken apart</source>
        <translation>複数スライスのモザイク画像です。分割していません</translation>
    </message>
    <message>
        <source>holds no DICOM images</source>
        <translation>DICOM画像がありません</translation>
    </message>
    <message>
        <source>the run-length data are cut short</source>
        <translation>RLEデータが途中で切れています</translation>
    </message>
    <message>
        <source>the run-length data are damaged</source>
        <translation>RLEデータが破損しています</translation>
    </message>
    <message>
        <source>the run-length data do not have the segments that the header tells</source>
        <translation>RLEデータのセグメント数がヘッダーと異なります</translation>
    </message>
    <message>
        <source>index of studies: %1 (%2)</source>
        <translation>検査の目録: %1 (%2)</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>開けません</translation>
    </message>
    <message>
        <source>cannot be read as NIfTI: %1</source>
        <translation>NIfTIとして読めません: %1</translation>
    </message>
    <message>
        <source>does not have cubic voxels of at least 0.5 mm</source>
        <translation>0.5 mm以上の立方体ボクセルではありません</translation>
    </message>
    <message>
        <source>does not run along the patient&apos;s axes</source>
        <translation>患者の軸に沿っていません</translation>
    </message>
    <message>
        <source>does not show lungs above kidneys</source>
        <translation>肺が腎臓より上にありません</translation>
    </message>
    <message>
        <source>is not a label volume of a body</source>
        <translation>人体のラベルボリュームではありません</translation>
    </message>
    <message>
        <source>is too large for a body of labels</source>
        <translation>人体のラベルとしては大きすぎます</translation>
    </message>
    <message>
        <source>lists no label</source>
        <translation>ラベルの記載がありません</translation>
    </message>
    <message>
        <source>lacks the text &quot;%1&quot;</source>
        <translation>テキスト「%1」がありません</translation>
    </message>
    <message>
        <source>cannot set DICOM attribute %1: %2</source>
        <translation>DICOM属性%1を設定できません: %2</translation>
    </message>
    <message>
        <source>holds other files (%1); give an empty or new folder</source>
        <translation>ほかのファイル (%1) があります。空のフォルダか新しいフォルダを指定してください</translation>
    </message>
    <message>
        <source>is a file, not a folder</source>
        <translation>フォルダではなくファイルです</translation>
    </message>
    <message>
        <source>the direction matrix of the volume is singular</source>
        <translation>ボリュームの方向行列が正しくありません</translation>
    </message>
    <message>
        <source>the image has another size than when the file was first read</source>
        <translation>最初に読んだときと画像の大きさが異なります</translation>
    </message>
    <message>
        <source>the volume was made from another source</source>
        <translation>ボリュームが別の元データから作られています</translation>
    </message>
    <message>
        <source>holds no series %1</source>
        <translation>シリーズ%1がありません</translation>
    </message>
    <message>
        <source>the file ends before its first element</source>
        <translation>ファイルがデータの始まる前で切れています</translation>
    </message>
    <message>
        <source>more objects in one folder than a medium can name</source>
        <translation>1つのフォルダのオブジェクト数がメディアの上限を超えています</translation>
    </message>
    <message>
        <source>nothing is left to export: series %1 %2</source>
        <translation>書き出すものがありません: シリーズ%1 %2</translation>
    </message>
    <message>
        <source>a pseudonym has 1 to 48 letters, digits, blanks or - _ . and no blank at its ends</source>
        <translation>仮名は1から48文字の英数字、空白、- _ . で、両端に空白を置けません</translation>
    </message>
    <message>
        <source>the JPEG image is too large</source>
        <translation>JPEG画像が大きすぎます</translation>
    </message>
    <message>
        <source>another file lies there</source>
        <translation>別のファイルがあります</translation>
    </message>
    <message>
        <source>cannot be made</source>
        <translation>作成できません</translation>
    </message>
    <message>
        <source>the image has other pixels than when the file was first read</source>
        <translation>最初に読んだときと画素の形式が異なります</translation>
    </message>
    <message>
        <source>missing: image %1 at %2 mm</source>
        <translation>欠落: 画像 %1 (位置 %2 mm)</translation>
    </message>
    <message>
        <source>missing: %1 images at %2 mm</source>
        <translation>欠落: %1枚 (位置 %2 mm)</translation>
    </message>
    <message>
        <source>missing: %1 image at %2 mm</source>
        <translation>欠落: %1枚 (位置 %2 mm)</translation>
    </message>
    <message>
        <source>the images of the series differ in %1; they are kept apart</source>
        <translation>シリーズ内で次の項目が異なる画像があるため、分けて表示しています: %1</translation>
    </message>
    <message>
        <source>the series names no frame of reference: its places cannot be compared with those of other series</source>
        <translation>シリーズに座標系 (Frame of Reference) の記載がないため、他のシリーズと位置を比較できません</translation>
    </message>
    <message>
        <source>the slices are unevenly spaced; this volume is interpolated between them every %1 mm (resampled)</source>
        <translation>スライス間隔が一定でないため、%1 mm間隔に補間しています (リサンプリング)</translation>
    </message>
    <message>
        <source>no SUV: %1</source>
        <translation>SUVを計算できません: %1</translation>
    </message>
    <message>
        <source>the body weight is not told</source>
        <translation>体重の記載がありません</translation>
    </message>
    <message>
        <source>the injected dose is not told</source>
        <translation>投与量の記載がありません</translation>
    </message>
    <message>
        <source>an injected dose of %1 Bq is not plausible</source>
        <translation>投与量 %1 Bq は妥当な値ではありません</translation>
    </message>
    <message>
        <source>the values are not corrected for decay</source>
        <translation>減衰補正されていません</translation>
    </message>
    <message>
        <source>it is not told to which time the decay is corrected</source>
        <translation>減衰補正の基準時刻の記載がありません</translation>
    </message>
    <message>
        <source>the half-life is not told</source>
        <translation>半減期の記載がありません</translation>
    </message>
    <message>
        <source>the time of the injection is not told</source>
        <translation>投与時刻の記載がありません</translation>
    </message>
    <message>
        <source>the time of the scan is not told</source>
        <translation>撮像時刻の記載がありません</translation>
    </message>
    <message>
        <source>its images contradict each other about dose, weight or units</source>
        <translation>投与量、体重または単位が画像間で矛盾しています</translation>
    </message>
    <message>
        <source>the values are counts and no factor to activity is told</source>
        <translation>値はカウントで、放射能濃度への換算係数の記載がありません</translation>
    </message>
    <message>
        <source>the values are not activity (%1)</source>
        <translation>値が放射能濃度ではありません (%1)</translation>
    </message>
    <message>
        <source>the injection is told to be after the scan</source>
        <translation>投与時刻が撮像より後と記載されています</translation>
    </message>
    <message>
        <source>more than ten half-lives lie between injection and scan</source>
        <translation>投与から撮像までが半減期の10倍を超えています</translation>
    </message>
    <message>
        <source>the values are SUV by another measure than body weight (%1)</source>
        <translation>値は体重以外の基準によるSUVです (%1)</translation>
    </message>
    <message>
        <source>distances are those at the detector divided by the told magnification %1</source>
        <translation>距離は検出器面上の値を拡大率 %1 で割った値です</translation>
    </message>
    <message>
        <source>the regions of the picture have different scales; distances are not told</source>
        <translation>画像内の領域ごとに縮尺が異なるため、距離は示しません</translation>
    </message>
    <message>
        <source>distances are valid within the ultrasound picture only</source>
        <translation>距離は超音波画像の範囲内でのみ有効です</translation>
    </message>
    <message>
        <source>the file does not tell how it lies in the patient</source>
        <translation>患者に対する向きの記載がファイルにありません</translation>
    </message>
    <message>
        <source>the file tells two places (qform and sform) up to %1 mm apart; the sform is taken</source>
        <translation>ファイルの2つの位置情報 (qformとsform) が最大 %1 mm 異なります。sformを使用しています</translation>
    </message>
    <message>
        <source>the axes of the file are not at right angles</source>
        <translation>ファイルの座標軸が直交していません</translation>
    </message>
    <message>
        <source>the image has fewer volumes than when the file was first read</source>
        <translation>最初に読み込んだときよりボリュームの数が減っています</translation>
    </message>
    <message>
        <source>its header does not tell the number, distance and direction of its slices</source>
        <translation>スライスの枚数・間隔・方向の記載がヘッダにありません</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>モデルが読み込まれていません。</translation>
    </message>
    <message>
        <source>There is not enough memory for this answer. Close other studies or programs and ask again.</source>
        <translation>この回答に必要なメモリが足りません。ほかの検査やプログラムを閉じて、もう一度質問してください。</translation>
    </message>
    <message>
        <source>The GPU has not enough memory for this answer. Close other programs or choose the CPU.</source>
        <translation>この回答に必要なGPUのメモリが足りません。ほかのプログラムを閉じるか、CPUを選んでください。</translation>
    </message>
    <message>
        <source>The model failed: %1</source>
        <translation>モデルの計算に失敗しました: %1</translation>
    </message>
    <message>
        <source>is no model directory</source>
        <translation>モデルのフォルダではありません</translation>
    </message>
    <message>
        <source>does not name a model_type</source>
        <translation>model_type が書かれていません</translation>
    </message>
    <message>
        <source>describes a model of type %1, which this program does not know</source>
        <translation>モデルの種類 %1 には対応していません</translation>
    </message>
    <message>
        <source>cannot run on the GPU: %1</source>
        <translation>GPUで動かせません: %1</translation>
    </message>
    <message>
        <source>cannot be mapped (%1)</source>
        <translation>メモリに割り当てられません (%1)</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読み取れません</translation>
    </message>
    <message>
        <source>is not a plain file</source>
        <translation>通常のファイルではありません</translation>
    </message>
    <message>
        <source>is too short to hold weights</source>
        <translation>短すぎて重みが入っていません</translation>
    </message>
    <message>
        <source>is truncated: its header does not fit into the file</source>
        <translation>途中で切れています: ヘッダがファイルに収まっていません</translation>
    </message>
    <message>
        <source>has a damaged header: it claims %1 bytes</source>
        <translation>ヘッダが壊れています (%1 バイトと書かれています)</translation>
    </message>
    <message>
        <source>has a damaged header (%1)</source>
        <translation>ヘッダが壊れています (%1)</translation>
    </message>
    <message>
        <source>has a damaged header</source>
        <translation>ヘッダが壊れています</translation>
    </message>
    <message>
        <source>lists the tensor %1 twice</source>
        <translation>テンソル %1 が2回書かれています</translation>
    </message>
    <message>
        <source>has a gap before tensor %1</source>
        <translation>テンソル %1 の前に隙間があります</translation>
    </message>
    <message>
        <source>holds bytes that belong to no tensor</source>
        <translation>どのテンソルにも属さないデータがあります</translation>
    </message>
    <message>
        <source>does not list the weights</source>
        <translation>重みの一覧がありません</translation>
    </message>
    <message>
        <source>does not name the file of tensor %1</source>
        <translation>テンソル %1 のファイルが書かれていません</translation>
    </message>
    <message>
        <source>names a file outside the model directory: %1</source>
        <translation>モデルのフォルダの外のファイルを指しています: %1</translation>
    </message>
    <message>
        <source>tensor %1 has another shape than config.json tells</source>
        <translation>テンソル %1 の形が config.json と異なります</translation>
    </message>
    <message>
        <source>tensor %1 has another shape than the configuration tells</source>
        <translation>テンソル %1 の形が設定と異なります</translation>
    </message>
    <message>
        <source>tensor %1 is not part of this model</source>
        <translation>テンソル %1 はこのモデルのものではありません</translation>
    </message>
    <message>
        <source>tensor %1 is of a type that weights cannot have</source>
        <translation>テンソル %1 は重みに使えない型です</translation>
    </message>
    <message>
        <source>tensor %1 overlaps another one</source>
        <translation>テンソル %1 がほかのテンソルと重なっています</translation>
    </message>
    <message>
        <source>tensor %1 is missing</source>
        <translation>テンソル %1 がありません</translation>
    </message>
    <message>
        <source>lies beyond the end of the file, which may be truncated</source>
        <translation>ファイルの終わりを越えています。途中で切れている可能性があります</translation>
    </message>
    <message>
        <source>has a range that does not fit its type and shape</source>
        <translation>範囲が型と形に合いません</translation>
    </message>
    <message>
        <source>has a range that ends before it begins</source>
        <translation>範囲の終わりが始まりより前です</translation>
    </message>
    <message>
        <source>has a shape that makes no sense</source>
        <translation>形がありえない値です</translation>
    </message>
    <message>
        <source>has the type %1, which is not supported</source>
        <translation>型 %1 には対応していません</translation>
    </message>
    <message>
        <source>has no range</source>
        <translation>範囲が書かれていません</translation>
    </message>
    <message>
        <source>has more tokens than the decoder that config.json describes</source>
        <translation>トークンの数が config.json のデコーダより多くなっています</translation>
    </message>
    <message>
        <source>holds sizes that make no sense</source>
        <translation>ありえない大きさが書かれています</translation>
    </message>
    <message>
        <source>is not a configuration of the starter model (%1)</source>
        <translation>付属モデルの設定ではありません (%1)</translation>
    </message>
    <message>
        <source>lacks the control token %1</source>
        <translation>制御トークン %1 がありません</translation>
    </message>
    <message>
        <source>lacks the entry %1</source>
        <translation>項目 %1 がありません</translation>
    </message>
    <message>
        <source>leaves no room for a question beside the image</source>
        <translation>画像のほかに質問を入れる余地がありません</translation>
    </message>
    <message>
        <source>line %1 does not have three columns</source>
        <translation>%1 行目が3列ではありません</translation>
    </message>
    <message>
        <source>is not a tokenizer description (%1)</source>
        <translation>トークナイザの記述ではありません (%1)</translation>
    </message>
    <message>
        <source>is too large for a tokenizer</source>
        <translation>トークナイザとしては大きすぎます</translation>
    </message>
    <message>
        <source>Unicode normalisation is not available on this machine</source>
        <translation>このマシンではUnicodeの正規化が使えません</translation>
    </message>
    <message>
        <source>a text cannot be normalised</source>
        <translation>文字列を正規化できません</translation>
    </message>
    <message>
        <source>a merge does not join two tokens</source>
        <translation>結合が2つのトークンを結んでいません</translation>
    </message>
    <message>
        <source>a merge joins nothing</source>
        <translation>結合が何も結んでいません</translation>
    </message>
    <message>
        <source>a token is longer than %1 bytes</source>
        <translation>%1 バイトより長いトークンがあります</translation>
    </message>
    <message>
        <source>an added token is empty or too long</source>
        <translation>追加トークンが空か長すぎます</translation>
    </message>
    <message>
        <source>an empty pattern matches nothing</source>
        <translation>空のパターンは何にも一致しません</translation>
    </message>
    <message>
        <source>its steps are nested too deeply or too many</source>
        <translation>処理の段が深すぎるか多すぎます</translation>
    </message>
    <message>
        <source>the decoder %1 is not supported</source>
        <translation>デコーダ %1 には対応していません</translation>
    </message>
    <message>
        <source>the decoder replaces an empty text</source>
        <translation>デコーダが空の文字列を置き換えようとしています</translation>
    </message>
    <message>
        <source>the decoder&apos;s configuration holds sizes that make no sense</source>
        <translation>デコーダの設定にありえない大きさが書かれています</translation>
    </message>
    <message>
        <source>the list of added tokens is malformed or too long</source>
        <translation>追加トークンの一覧が壊れているか長すぎます</translation>
    </message>
    <message>
        <source>the list of merges is missing or too long</source>
        <translation>結合の一覧がないか長すぎます</translation>
    </message>
    <message>
        <source>the merge &quot;%1&quot; does not join two tokens</source>
        <translation>結合「%1」が2つのトークンを結んでいません</translation>
    </message>
    <message>
        <source>the merge of &quot;%1&quot; and &quot;%2&quot; uses a token that is not in the vocabulary</source>
        <translation>「%1」と「%2」の結合が語彙にないトークンを使っています</translation>
    </message>
    <message>
        <source>the model type %1 is not supported, only BPE is</source>
        <translation>トークナイザの種類 %1 には対応していません (BPEのみ)</translation>
    </message>
    <message>
        <source>the model&apos;s %1 is not supported</source>
        <translation>トークナイザの %1 には対応していません</translation>
    </message>
    <message>
        <source>the normalizer %1 is not supported</source>
        <translation>正規化 %1 には対応していません</translation>
    </message>
    <message>
        <source>the pattern %1 is not a regular expression (%2)</source>
        <translation>パターン %1 は正規表現ではありません (%2)</translation>
    </message>
    <message>
        <source>the pre-tokenizer %1 is not supported</source>
        <translation>前処理 %1 には対応していません</translation>
    </message>
    <message>
        <source>the split behaviour %1 is not supported</source>
        <translation>分割方法 %1 には対応していません</translation>
    </message>
    <message>
        <source>the token %1 has an id that makes no sense</source>
        <translation>トークン %1 の番号がありえない値です</translation>
    </message>
    <message>
        <source>the token %1 has the id %2, which makes no sense</source>
        <translation>トークン %1 の番号 %2 はありえない値です</translation>
    </message>
    <message>
        <source>the tokenizer&apos;s pattern does not come to an end on this text (%1)</source>
        <translation>この文章ではトークナイザのパターンの処理が終わりません (%1)</translation>
    </message>
    <message>
        <source>the tokens %1 and %2 share the id %3</source>
        <translation>トークン %1 と %2 の番号が同じ %3 です</translation>
    </message>
    <message>
        <source>the unknown token is not in the vocabulary</source>
        <translation>未知語のトークンが語彙にありません</translation>
    </message>
    <message>
        <source>the vocabulary has no token %1</source>
        <translation>語彙にトークン %1 がありません</translation>
    </message>
    <message>
        <source>the vocabulary is empty or too large</source>
        <translation>語彙が空か大きすぎます</translation>
    </message>
    <message>
        <source>the question is too long for this model</source>
        <translation>質問がこのモデルには長すぎます</translation>
    </message>
    <message>
        <source>the text is longer than the model can hold (%1 tokens)</source>
        <translation>文章がモデルの上限 (%1 トークン) を超えています</translation>
    </message>
    <message>
        <source>the answer&apos;s memory is full</source>
        <translation>回答用のメモリがいっぱいです</translation>
    </message>
    <message>
        <source>the cache does not hold that many positions</source>
        <translation>キャッシュにそれだけの位置がありません</translation>
    </message>
    <message>
        <source>the cached prefix does not fit</source>
        <translation>キャッシュした前半が合いません</translation>
    </message>
    <message>
        <source>a cache of %1 positions is more than the model can hold (%2)</source>
        <translation>%1 位置のキャッシュはモデルの上限 (%2) を超えています</translation>
    </message>
    <message>
        <source>the volume&apos;s geometry makes no sense</source>
        <translation>ボリュームの位置情報がありえない値です</translation>
    </message>
    <message>
        <source>the field of view (%1 cm) is larger than the model can take</source>
        <translation>撮影範囲 (%1 cm) がモデルの扱える大きさを超えています</translation>
    </message>
    <message>
        <source>there is not enough memory to read a field of view of %1 cm: close other studies or programs</source>
        <translation>撮影範囲 %1 cm を読むメモリが足りません。ほかの検査やプログラムを閉じてください</translation>
    </message>
    <message>
        <source>tensor %1 %2</source>
        <translation>テンソル %1: %2</translation>
    </message>
    <message>
        <source>box of %1: %2</source>
        <translation>%1の枠: %2</translation>
    </message>
    <message>
        <source>its corners are exchanged</source>
        <translation>角の座標が入れ替わっています</translation>
    </message>
    <message>
        <source>it has no extent</source>
        <translation>大きさがありません</translation>
    </message>
    <message>
        <source>outside the picture</source>
        <translation>画像の外にあります</translation>
    </message>
    <message>
        <source>outside the image, on its padding</source>
        <translation>画像の外の余白にあります</translation>
    </message>
    <message>
        <source>malformed</source>
        <translation>形式が正しくありません</translation>
    </message>
    <message>
        <source>malformed, it has not %1 coordinates</source>
        <translation>形式が正しくありません（座標が%1個ではありません）</translation>
    </message>
    <message>
        <source>malformed, %1 of 6 coordinates</source>
        <translation>形式が正しくありません（6個の座標のうち%1個）</translation>
    </message>
    <message>
        <source>malformed, it has no end</source>
        <translation>形式が正しくありません（途中で終わっています）</translation>
    </message>
    <message>
        <source>it names a slice that was not shown</source>
        <translation>モデルに見せていないスライスを指しています</translation>
    </message>
    <message>
        <source>it does not tell which slice it means</source>
        <translation>どのスライスか示されていません</translation>
    </message>
    <message>
        <source>what is absent has no place</source>
        <translation>ないと述べた所見に位置は付けられません</translation>
    </message>
    <message>
        <source>the model saw no image</source>
        <translation>モデルは画像を見ていません</translation>
    </message>
    <message>
        <source>the pictures take more room than this model has: %1 positions of %2; show it fewer slices in the settings</source>
        <translation>画像がこのモデルの容量に収まりません（%2のうち%1）。設定でスライス数を減らしてください</translation>
    </message>
    <message>
        <source>This model reads text only: it cannot draft a report on images.</source>
        <translation>このモデルは文章専用です。画像のレポート下書きは作成できません。</translation>
    </message>
    <message>
        <source>This model reads text only: it cannot tell where something lies in an image.</source>
        <translation>このモデルは文章専用です。画像内の位置は示せません。</translation>
    </message>
    <message>
        <source>The publisher&apos;s licence holds.</source>
        <translation>公開元のライセンスが適用されます。</translation>
    </message>
    <message>
        <source>A public checkpoint: for research, not for diagnosis.</source>
        <translation>公開モデルです。研究用で、診断には使用できません。</translation>
    </message>
    <message>
        <source>%1 does not have the shape [1,T]</source>
        <translation>%1 の形が [1,T] ではありません</translation>
    </message>
    <message>
        <source>%1 does not hold whole numbers</source>
        <translation>%1 に整数以外の値があります</translation>
    </message>
    <message>
        <source>%1 has another length than input_ids</source>
        <translation>%1 の長さが input_ids と異なります</translation>
    </message>
    <message>
        <source>%1 has to hold three numbers</source>
        <translation>%1 には3つの数が必要です</translation>
    </message>
    <message>
        <source>%1 has to hold three sizes</source>
        <translation>%1 には3つの大きさが必要です</translation>
    </message>
    <message>
        <source>%1 holds a size that makes no sense</source>
        <translation>%1 にありえない大きさが書かれています</translation>
    </message>
    <message>
        <source>%1 is neither true nor false</source>
        <translation>%1 が true でも false でもありません</translation>
    </message>
    <message>
        <source>%1 is not a list of %2 positive numbers</source>
        <translation>%1 が %2 個の正の数の一覧ではありません</translation>
    </message>
    <message>
        <source>%1 is not a word</source>
        <translation>%1 が文字列ではありません</translation>
    </message>
    <message>
        <source>%1 is not an object</source>
        <translation>%1 がオブジェクトではありません</translation>
    </message>
    <message>
        <source>%1 names a block that the tower does not have</source>
        <translation>%1 が画像エンコーダにないブロックを指しています</translation>
    </message>
    <message>
        <source>%1.weight does not fit the tower&apos;s heads</source>
        <translation>%1.weight が画像エンコーダのヘッドに合いません</translation>
    </message>
    <message>
        <source>is there already, perhaps from another run; remove it</source>
        <translation>すでにあります。以前の実行の残りであれば削除してください</translation>
    </message>
    <message>
        <source>needs %1 on the disk, and %2 are free</source>
        <translation>ディスクに %1 必要ですが、空きは %2 です</translation>
    </message>
    <message>
        <source>the weights need more memory than is free</source>
        <translation>重みに必要なメモリが空きを超えています</translation>
    </message>
    <message>
        <source>%1image_encoder does not fit the mask decoder</source>
        <translation>%1image_encoder がマスクデコーダに合いません</translation>
    </message>
    <message>
        <source>The scores of %1 positions need %2 of memory, and %3 are free</source>
        <translation>%1 位置のスコアに %2 のメモリが必要ですが、空きは %3 です</translation>
    </message>
    <message>
        <source>a bias has %1 numbers where its matrix has %2 outputs</source>
        <translation>バイアスの数 %1 が行列の出力の数 %2 と異なります</translation>
    </message>
    <message>
        <source>a conversation needs room for one token at least</source>
        <translation>会話には少なくとも1トークンの余地が必要です</translation>
    </message>
    <message>
        <source>a grey window has to have a width</source>
        <translation>ウィンドウ幅は0より大きい必要があります</translation>
    </message>
    <message>
        <source>a number of the grammar has no values</source>
        <translation>文法の数に取りうる値がありません</translation>
    </message>
    <message>
        <source>a picture has fewer tiles than its size asks for</source>
        <translation>画像のタイルが大きさに対して足りません</translation>
    </message>
    <message>
        <source>a picture has to hold 8-bit colours [3,height,width]</source>
        <translation>画像は8ビットのカラー [3,高さ,幅] である必要があります</translation>
    </message>
    <message>
        <source>a projection without a matrix</source>
        <translation>行列のない射影です</translation>
    </message>
    <message>
        <source>a special token is listed twice</source>
        <translation>特殊トークンが2回書かれています</translation>
    </message>
    <message>
        <source>a structure of the grammar does not begin as told</source>
        <translation>文法の構造の始まりが指定と異なります</translation>
    </message>
    <message>
        <source>an empty picture cannot be shown to a model</source>
        <translation>空の画像はモデルに見せられません</translation>
    </message>
    <message>
        <source>attention_mask hides everything</source>
        <translation>attention_mask がすべてを隠しています</translation>
    </message>
    <message>
        <source>attention_mask hides positions between others, which is not supported</source>
        <translation>attention_mask が途中の位置を隠しています。対応していません</translation>
    </message>
    <message>
        <source>between 0 and %1 tokens can be generated</source>
        <translation>生成できるのは 0 から %1 トークンです</translation>
    </message>
    <message>
        <source>cannot be made (%1)</source>
        <translation>作成できません (%1)</translation>
    </message>
    <message>
        <source>cannot be replaced</source>
        <translation>置き換えられません</translation>
    </message>
    <message>
        <source>cannot be written; the disk may be full</source>
        <translation>書き込めません。ディスクがいっぱいの可能性があります</translation>
    </message>
    <message>
        <source>describes quantised weights (%1), which are not supported; use the model&apos;s bf16 files</source>
        <translation>量子化済みの重み (%1) には対応していません。bf16 のファイルを使ってください</translation>
    </message>
    <message>
        <source>do_pan_and_scan is not supported: pictures are shown whole</source>
        <translation>do_pan_and_scan には対応していません。画像は全体を見せます</translation>
    </message>
    <message>
        <source>do_resize false is not supported for this model</source>
        <translation>このモデルでは do_resize false に対応していません</translation>
    </message>
    <message>
        <source>gets more tensors than were announced</source>
        <translation>予告より多くのテンソルが書き込まれました</translation>
    </message>
    <message>
        <source>lacks tensors that were announced</source>
        <translation>予告されたテンソルが足りません</translation>
    </message>
    <message>
        <source>has %1 tokens, and the model knows %2</source>
        <translation>トークンが %1 個ありますが、モデルの語彙は %2 個です</translation>
    </message>
    <message>
        <source>has a chat template that is not known here: &quot;%1&quot; (SHA-256 %2)</source>
        <translation>未知のチャットテンプレートです: 「%1」 (SHA-256 %2)</translation>
    </message>
    <message>
        <source>has a chat_template that cannot be read</source>
        <translation>chat_template を読み取れません</translation>
    </message>
    <message>
        <source>has a projector of type %1, which is not supported</source>
        <translation>射影の種類 %1 には対応していません</translation>
    </message>
    <message>
        <source>has an eos_token_id that is no token</source>
        <translation>eos_token_id がトークンではありません</translation>
    </message>
    <message>
        <source>has biases in the feed-forward part, which is not supported</source>
        <translation>フィードフォワード部のバイアスには対応していません</translation>
    </message>
    <message>
        <source>has heads of an odd size, %1</source>
        <translation>ヘッドの大きさ %1 が奇数です</translation>
    </message>
    <message>
        <source>has local layers but no sliding_window</source>
        <translation>局所層がありますが sliding_window がありません</translation>
    </message>
    <message>
        <source>high_freq_factor is not above low_freq_factor</source>
        <translation>high_freq_factor が low_freq_factor より大きくありません</translation>
    </message>
    <message>
        <source>holds a value of another kind than its key tells</source>
        <translation>項目の値の種類が正しくありません</translation>
    </message>
    <message>
        <source>holds no chat template, and the model type %1 has no form of its own</source>
        <translation>チャットテンプレートがなく、モデルの種類 %1 には固有の形式がありません</translation>
    </message>
    <message>
        <source>holds no model</source>
        <translation>モデルが入っていません</translation>
    </message>
    <message>
        <source>holds no tensors</source>
        <translation>テンソルが入っていません</translation>
    </message>
    <message>
        <source>holds no vision tower: %1 has to be part of the checkpoint</source>
        <translation>画像エンコーダが入っていません。%1 がモデルに含まれている必要があります</translation>
    </message>
    <message>
        <source>image_grid_pinpoints has to be a list of sizes</source>
        <translation>image_grid_pinpoints は大きさの一覧である必要があります</translation>
    </message>
    <message>
        <source>image_size asks for more patches than a model can read</source>
        <translation>image_size のパッチ数がモデルの上限を超えています</translation>
    </message>
    <message>
        <source>image_sizes does not fit the pictures</source>
        <translation>image_sizes が画像に合いません</translation>
    </message>
    <message>
        <source>image_std has to be above 0</source>
        <translation>image_std は0より大きい必要があります</translation>
    </message>
    <message>
        <source>is a GGUF file, which is not supported; use the model&apos;s safetensors files</source>
        <translation>GGUF ファイルには対応していません。safetensors ファイルを使ってください</translation>
    </message>
    <message>
        <source>is a pickled file, which can run programs when it is opened; ask for the model&apos;s safetensors files or convert it with safetensors on a machine that may run it</source>
        <translation>pickle 形式のファイルで、開くとプログラムが実行されることがあります。safetensors ファイルを入手するか、実行してもよいマシンで safetensors に変換してください</translation>
    </message>
    <message>
        <source>is an adapter without the model that it belongs to; merge it into its model first</source>
        <translation>本体のモデルがないアダプタです。先に本体と統合してください</translation>
    </message>
    <message>
        <source>is damaged: it holds no JSON object</source>
        <translation>壊れています。JSON オブジェクトがありません</translation>
    </message>
    <message>
        <source>is larger than such a file can be</source>
        <translation>この種のファイルとしては大きすぎます</translation>
    </message>
    <message>
        <source>is missing, although model.safetensors.index.json lists it</source>
        <translation>model.safetensors.index.json に書かれていますが、ありません</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>入れ子が深すぎます</translation>
    </message>
    <message>
        <source>it is not known how pictures are prepared for a model of type %1</source>
        <translation>種類 %1 のモデルのための画像の前処理が分かりません</translation>
    </message>
    <message>
        <source>its part %1 is too long</source>
        <translation>%1 の部分が長すぎます</translation>
    </message>
    <message>
        <source>lacks tensor %1, which model.safetensors.index.json places there</source>
        <translation>model.safetensors.index.json によればここにあるはずのテンソル %1 がありません</translation>
    </message>
    <message>
        <source>layer_types does not name every layer</source>
        <translation>layer_types にすべての層が書かれていません</translation>
    </message>
    <message>
        <source>layer_types holds %1, which is not supported</source>
        <translation>layer_types の %1 には対応していません</translation>
    </message>
    <message>
        <source>min_pixels is larger than max_pixels</source>
        <translation>min_pixels が max_pixels より大きくなっています</translation>
    </message>
    <message>
        <source>mrope_section does not add up to half of the head size %1</source>
        <translation>mrope_section の合計がヘッドの大きさ %1 の半分になりません</translation>
    </message>
    <message>
        <source>mrope_section does not hold whole numbers</source>
        <translation>mrope_section に整数以外の値があります</translation>
    </message>
    <message>
        <source>names no vision tower (mm_vision_tower)</source>
        <translation>画像エンコーダ (mm_vision_tower) が書かれていません</translation>
    </message>
    <message>
        <source>names the end token %1, which the model does not know</source>
        <translation>終わりのトークン %1 がモデルの語彙にありません</translation>
    </message>
    <message>
        <source>names the vision tower %1, which this program does not know</source>
        <translation>画像エンコーダ %1 には対応していません</translation>
    </message>
    <message>
        <source>needs %1 of memory for its weights, and %2 are free on this machine</source>
        <translation>重みに %1 のメモリが必要ですが、このマシンの空きは %2 です</translation>
    </message>
    <message>
        <source>no chat template with the SHA-256 %1 is built in</source>
        <translation>SHA-256 が %1 のチャットテンプレートは組み込まれていません</translation>
    </message>
    <message>
        <source>no token is left that the answer may go on with</source>
        <translation>回答を続けられるトークンがありません</translation>
    </message>
    <message>
        <source>num_attention_heads is not a multiple of num_key_value_heads</source>
        <translation>num_attention_heads が num_key_value_heads の倍数ではありません</translation>
    </message>
    <message>
        <source>num_heads does not divide the tower&apos;s width</source>
        <translation>num_heads で画像エンコーダの幅を割り切れません</translation>
    </message>
    <message>
        <source>of %1 the sizes %2 are known, not %3</source>
        <translation>%1 で対応する大きさは %2 です (%3 ではありません)</translation>
    </message>
    <message>
        <source>one volume at a time can be segmented</source>
        <translation>一度に抽出できるボリュームは1つです</translation>
    </message>
    <message>
        <source>patch_size is larger than image_size</source>
        <translation>patch_size が image_size より大きくなっています</translation>
    </message>
    <message>
        <source>reads text in both directions: it is no model that answers</source>
        <translation>両方向に文章を読むモデルで、回答するモデルではありません</translation>
    </message>
    <message>
        <source>rescale_factor has to be above 0</source>
        <translation>rescale_factor は0より大きい必要があります</translation>
    </message>
    <message>
        <source>rotates only a part of each head, which is not supported</source>
        <translation>ヘッドの一部だけの回転には対応していません</translation>
    </message>
    <message>
        <source>second_per_grid_ts does not fit the videos</source>
        <translation>second_per_grid_ts が動画に合いません</translation>
    </message>
    <message>
        <source>selects the vision feature %1, which is not supported</source>
        <translation>画像の特徴 %1 の選択には対応していません</translation>
    </message>
    <message>
        <source>size holds neither height and width nor shortest_edge</source>
        <translation>size に height と width も shortest_edge もありません</translation>
    </message>
    <message>
        <source>the answer does not follow its grammar</source>
        <translation>回答が文法に従っていません</translation>
    </message>
    <message>
        <source>the attention heads have a size or order that is not supported</source>
        <translation>注意ヘッドの大きさまたは順序に対応していません</translation>
    </message>
    <message>
        <source>the benchmark needs a prompt longer than its question and at least one token</source>
        <translation>測定には質問より長いプロンプトと少なくとも1トークンが必要です</translation>
    </message>
    <message>
        <source>the configuration does not tell for every layer how far it sees</source>
        <translation>設定にすべての層の見る範囲が書かれていません</translation>
    </message>
    <message>
        <source>the configuration has local layers but no window</source>
        <translation>設定に局所層がありますが、窓の大きさがありません</translation>
    </message>
    <message>
        <source>the conversation belongs to another model</source>
        <translation>会話が別のモデルのものです</translation>
    </message>
    <message>
        <source>the conversation cannot go back to where it has not been</source>
        <translation>会話はまだ進んでいない所へは戻れません</translation>
    </message>
    <message>
        <source>the conversation holds no question</source>
        <translation>会話に質問がありません</translation>
    </message>
    <message>
        <source>the conversation is longer than the memory set aside for it (%1 tokens)</source>
        <translation>会話が用意されたメモリ (%1 トークン) を超えています</translation>
    </message>
    <message>
        <source>the decoder reads a row of whole numbers</source>
        <translation>デコーダの入力は整数の列である必要があります</translation>
    </message>
    <message>
        <source>the decoder was given %1 of another shape than it takes</source>
        <translation>デコーダに渡された %1 の形が正しくありません</translation>
    </message>
    <message>
        <source>the factors of the rotary positions are not one per frequency</source>
        <translation>回転位置の係数が周波数の数と合いません</translation>
    </message>
    <message>
        <source>the families %1 are known, not %2</source>
        <translation>対応する系列は %1 です (%2 ではありません)</translation>
    </message>
    <message>
        <source>the grammar has too many states</source>
        <translation>文法の状態が多すぎます</translation>
    </message>
    <message>
        <source>the grammar is too large</source>
        <translation>文法が大きすぎます</translation>
    </message>
    <message>
        <source>the list of merges is missing</source>
        <translation>結合の一覧がありません</translation>
    </message>
    <message>
        <source>the list of merges is too long</source>
        <translation>結合の一覧が長すぎます</translation>
    </message>
    <message>
        <source>the matrices of a projection do not fit each other</source>
        <translation>射影の行列どうしが合いません</translation>
    </message>
    <message>
        <source>the memory does not hold what was written</source>
        <translation>書き込んだ内容がメモリと一致しません</translation>
    </message>
    <message>
        <source>the model lists no resolutions</source>
        <translation>モデルに解像度の一覧がありません</translation>
    </message>
    <message>
        <source>the model scores no token</source>
        <translation>モデルがどのトークンにもスコアを付けません</translation>
    </message>
    <message>
        <source>the model&apos;s resolutions are no multiples of its tiles</source>
        <translation>モデルの解像度がタイルの倍数ではありません</translation>
    </message>
    <message>
        <source>the model&apos;s vocabulary has no token %1: it ends at %2</source>
        <translation>モデルの語彙にトークン %1 がありません (%2 まで)</translation>
    </message>
    <message>
        <source>the model&apos;s vocabulary has no token %1</source>
        <translation>モデルの語彙にトークン %1 がありません</translation>
    </message>
    <message>
        <source>the picture grid has to be whole numbers [pictures,3]</source>
        <translation>画像の格子は整数 [画像数,3] である必要があります</translation>
    </message>
    <message>
        <source>the picture grid holds sizes that the vision tower cannot take</source>
        <translation>画像の格子に画像エンコーダが扱えない大きさがあります</translation>
    </message>
    <message>
        <source>the picture is too long and narrow for this model</source>
        <translation>画像がこのモデルには細長すぎます</translation>
    </message>
    <message>
        <source>the picture patches do not fit the picture grid</source>
        <translation>画像のパッチが格子に合いません</translation>
    </message>
    <message>
        <source>the pictures come without %1</source>
        <translation>画像に %1 がありません</translation>
    </message>
    <message>
        <source>the pictures have to be %1 x %2 pixels with %3 channels</source>
        <translation>画像は %1 x %2 画素、%3 チャネルである必要があります</translation>
    </message>
    <message>
        <source>the post-processor %1 is not supported</source>
        <translation>後処理 %1 には対応していません</translation>
    </message>
    <message>
        <source>the post-processor adds an unknown token</source>
        <translation>後処理が未知のトークンを加えようとしています</translation>
    </message>
    <message>
        <source>the post-processor adds too many tokens</source>
        <translation>後処理が加えるトークンが多すぎます</translation>
    </message>
    <message>
        <source>the post-processor does not hold the text once</source>
        <translation>後処理に文章がちょうど1回含まれていません</translation>
    </message>
    <message>
        <source>the prepared pictures differ in size</source>
        <translation>前処理した画像の大きさが揃っていません</translation>
    </message>
    <message>
        <source>the projector&apos;s pooling does not fit the patches of the volume</source>
        <translation>射影のプーリングがボリュームのパッチに合いません</translation>
    </message>
    <message>
        <source>the prompt has a place for picture %1, which is not there</source>
        <translation>プロンプトに画像 %1 の場所がありますが、画像がありません</translation>
    </message>
    <message>
        <source>the prompt of the segmentation has to be [1,%1]</source>
        <translation>領域抽出のプロンプトは [1,%1] である必要があります</translation>
    </message>
    <message>
        <source>the sections of the rotary positions do not add up to half the head dimension</source>
        <translation>回転位置の区分の合計がヘッドの次元の半分になりません</translation>
    </message>
    <message>
        <source>the states of the [SEG] tokens have another shape than the decoder gives</source>
        <translation>[SEG] トークンの状態の形がデコーダと異なります</translation>
    </message>
    <message>
        <source>the steps of the post-processor are nested too deeply</source>
        <translation>後処理の段が深すぎます</translation>
    </message>
    <message>
        <source>the text decoder&apos;s configuration holds sizes that make no sense</source>
        <translation>デコーダの設定にありえない大きさが書かれています</translation>
    </message>
    <message>
        <source>the text has fewer places for a picture than the picture has tokens</source>
        <translation>文章の画像の場所が画像のトークンより少なくなっています</translation>
    </message>
    <message>
        <source>the text has fewer places for the volume than the volume has tokens</source>
        <translation>文章のボリュームの場所がトークンより少なくなっています</translation>
    </message>
    <message>
        <source>the text has places for %1 picture tokens and the pictures have %2</source>
        <translation>文章の画像トークンの場所は %1 個ですが、画像には %2 個あります</translation>
    </message>
    <message>
        <source>the text has places for fewer pictures than there are</source>
        <translation>文章の画像の場所が画像より少なくなっています</translation>
    </message>
    <message>
        <source>the text has places for more pictures than there are</source>
        <translation>文章の画像の場所が画像より多くなっています</translation>
    </message>
    <message>
        <source>the text has places for pictures and there are none</source>
        <translation>文章に画像の場所がありますが、画像がありません</translation>
    </message>
    <message>
        <source>the tiles of a picture do not fit its shape</source>
        <translation>画像のタイルが形に合いません</translation>
    </message>
    <message>
        <source>the tower&apos;s head size is not a multiple of 4</source>
        <translation>画像エンコーダのヘッドの大きさが4の倍数ではありません</translation>
    </message>
    <message>
        <source>the tower&apos;s patches cannot be divided among the tokens of a picture</source>
        <translation>画像エンコーダのパッチを画像のトークンに分けられません</translation>
    </message>
    <message>
        <source>the video grid has to be whole numbers [videos,3]</source>
        <translation>動画の格子は整数 [動画数,3] である必要があります</translation>
    </message>
    <message>
        <source>the video grid holds sizes that the vision tower cannot take</source>
        <translation>動画の格子に画像エンコーダが扱えない大きさがあります</translation>
    </message>
    <message>
        <source>the vision tower gives %1 values a token and the decoder reads %2</source>
        <translation>画像エンコーダの出力 %1 がデコーダの入力 %2 と合いません</translation>
    </message>
    <message>
        <source>the vision tower has no hidden states %1</source>
        <translation>画像エンコーダに隠れ状態 %1 がありません</translation>
    </message>
    <message>
        <source>the vocabulary cannot write what the grammar wants</source>
        <translation>語彙では文法の求める文字列を書けません</translation>
    </message>
    <message>
        <source>the vocabulary holds the token %1 twice</source>
        <translation>語彙にトークン %1 が2回あります</translation>
    </message>
    <message>
        <source>the vocabulary is missing or empty</source>
        <translation>語彙がないか空です</translation>
    </message>
    <message>
        <source>the vocabulary is too large</source>
        <translation>語彙が大きすぎます</translation>
    </message>
    <message>
        <source>the vocabulary is too small for its special tokens and the bytes</source>
        <translation>語彙が特殊トークンとバイトに対して小さすぎます</translation>
    </message>
    <message>
        <source>the volume has no slice %1</source>
        <translation>ボリュームにスライス %1 がありません</translation>
    </message>
    <message>
        <source>the volume holds no values</source>
        <translation>ボリュームに値がありません</translation>
    </message>
    <message>
        <source>the volume is empty: all its values are the same</source>
        <translation>ボリュームが空です (すべての値が同じです)</translation>
    </message>
    <message>
        <source>the volumes have to be [count,%1,%2,%3,%4]</source>
        <translation>ボリュームは [数,%1,%2,%3,%4] である必要があります</translation>
    </message>
    <message>
        <source>there is not enough memory for the model&apos;s weights</source>
        <translation>モデルの重みに必要なメモリが足りません</translation>
    </message>
    <message>
        <source>there is not enough memory on the %1 for a conversation of %2 tokens</source>
        <translation>%2 トークンの会話に必要な %1 のメモリが足りません</translation>
    </message>
    <message>
        <source>there is not enough memory on the GPU for the model&apos;s weights</source>
        <translation>モデルの重みに必要なGPUのメモリが足りません</translation>
    </message>
    <message>
        <source>there is not enough memory on the GPU to go on with this conversation</source>
        <translation>この会話を続けるGPUのメモリが足りません</translation>
    </message>
    <message>
        <source>there is not enough memory to go on with this conversation</source>
        <translation>この会話を続けるメモリが足りません</translation>
    </message>
    <message>
        <source>this checkpoint has no segmentation part</source>
        <translation>このモデルには領域抽出の部分がありません</translation>
    </message>
    <message>
        <source>this model does not cut pictures into tiles</source>
        <translation>このモデルは画像をタイルに分けません</translation>
    </message>
    <message>
        <source>this model has one rotary position per token</source>
        <translation>このモデルの回転位置はトークンごとに1つです</translation>
    </message>
    <message>
        <source>this model reads text only</source>
        <translation>このモデルは文章だけを読みます</translation>
    </message>
    <message>
        <source>this model wants questions and answers by turns</source>
        <translation>このモデルでは質問と回答を交互に並べる必要があります</translation>
    </message>
    <message>
        <source>this model&apos;s positions change with the length of the text</source>
        <translation>このモデルの位置は文章の長さで変わります</translation>
    </message>
    <message>
        <source>this model&apos;s tokens take their positions in order</source>
        <translation>このモデルのトークンの位置は順番どおりです</translation>
    </message>
    <message>
        <source>this processor has no products of bf16</source>
        <translation>このプロセッサは bf16 の積に対応していません</translation>
    </message>
    <message>
        <source>tiles whose size differs from crop_size are not supported</source>
        <translation>crop_size と異なる大きさのタイルには対応していません</translation>
    </message>
    <message>
        <source>token ids have to be one row of whole numbers</source>
        <translation>トークン番号は整数の1行である必要があります</translation>
    </message>
    <message>
        <source>token_type_ids marks other positions than those of the image tokens</source>
        <translation>token_type_ids の示す位置が画像トークンの位置と異なります</translation>
    </message>
    <message>
        <source>uses the activation %1, which is not supported</source>
        <translation>活性化関数 %1 には対応していません</translation>
    </message>
    <message>
        <source>uses the position scaling %1, which is not supported</source>
        <translation>位置の拡大方式 %1 には対応していません</translation>
    </message>
    <message>
        <source>vision_feature_layer names no layer</source>
        <translation>vision_feature_layer が層を指していません</translation>
    </message>
    <message>
        <source>vision_select_layer other than -1 is not supported</source>
        <translation>vision_select_layer は -1 以外に対応していません</translation>
    </message>
    <message>
        <source>window_size is smaller than a merged patch</source>
        <translation>window_size が統合されたパッチより小さくなっています</translation>
    </message>
    <message>
        <source>tensor %1 holds values that are not finite numbers</source>
        <translation>テンソル %1 に有限の数でない値があります</translation>
    </message>
    <message>
        <source>tensor %1 is there a second time as %2</source>
        <translation>テンソル %1 が %2 としても入っています</translation>
    </message>
    <message>
        <source>tensor %1 has the shape %2, not %3 as the configuration tells</source>
        <translation>テンソル %1 の形が %2 で、設定の %3 と異なります</translation>
    </message>
    <message>
        <source>%1 is %2, which makes no sense</source>
        <translation>%1 の値 %2 はありえません</translation>
    </message>
    <message>
        <source>%1 is not a square number</source>
        <translation>%1 が平方数ではありません</translation>
    </message>
    <message>
        <source>%1 does not divide %2</source>
        <translation>%1 で %2 を割り切れません</translation>
    </message>
    <message>
        <source>%1 is not supported</source>
        <translation>%1 には対応していません</translation>
    </message>
    <message>
        <source>%1 is not known</source>
        <translation>%1 は未知の値です</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 がありません</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>ありません</translation>
    </message>
    <message>
        <source>mask: %1</source>
        <translation>マスク：%1</translation>
    </message>
    <message>
        <source>the mask is empty</source>
        <translation>マスクが空です</translation>
    </message>
    <message>
        <source>the mask does not fit the volume</source>
        <translation>マスクの大きさがボリュームと合いません</translation>
    </message>
    <message>
        <source>this model makes no masks</source>
        <translation>このモデルはマスクを作りません</translation>
    </message>
    <message>
        <source>lacks its type or shape</source>
        <translation>型または形状が書かれていません</translation>
    </message>
    <message>
        <source>lists too many tensors, or one whose name is too long</source>
        <translation>テンソルが多すぎるか、名前の長すぎるテンソルがあります</translation>
    </message>
</context>
<context>
    <name>ReportEditor</name>
    <message>
        <source>Accept finding</source>
        <translation>所見を採用</translation>
    </message>
    <message>
        <source>Accept all findings</source>
        <translation>すべての所見を採用</translation>
    </message>
    <message>
        <source>Reject finding</source>
        <translation>所見を却下</translation>
    </message>
    <message>
        <source>Restore finding</source>
        <translation>所見を戻す</translation>
    </message>
    <message>
        <source>Edit sentence</source>
        <translation>所見文の修正</translation>
    </message>
    <message>
        <source>Restore AI sentence</source>
        <translation>AIの文に戻す</translation>
    </message>
    <message>
        <source>Add finding</source>
        <translation>所見を追加</translation>
    </message>
    <message>
        <source>Remove finding</source>
        <translation>所見を削除</translation>
    </message>
    <message>
        <source>Move finding</source>
        <translation>所見を移動</translation>
    </message>
    <message>
        <source>Change site</source>
        <translation>部位の変更</translation>
    </message>
    <message>
        <source>Change certainty</source>
        <translation>確信度の変更</translation>
    </message>
    <message>
        <source>Change section</source>
        <translation>区分の変更</translation>
    </message>
    <message>
        <source>Change measurements</source>
        <translation>計測値の変更</translation>
    </message>
    <message>
        <source>Link box</source>
        <translation>矩形を関連付け</translation>
    </message>
    <message>
        <source>Change box</source>
        <translation>矩形の変更</translation>
    </message>
    <message>
        <source>Unlink box</source>
        <translation>矩形の関連付けを解除</translation>
    </message>
    <message>
        <source>Draft report</source>
        <translation>レポートを下書き</translation>
    </message>
</context>
<context>
    <name>ReportPanel</name>
    <message>
        <source>The report could not be drafted: %1</source>
        <translation>レポートを下書きできませんでした: %1</translation>
    </message>
    <message>
        <source>Signed and saved. The report is read-only now.</source>
        <translation>確定して保存しました。このレポートは変更できません。</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>保存しました %1</translation>
    </message>
    <message>
        <source>Drafting was stopped; nothing was added.</source>
        <translation>下書きを停止しました。何も追加されていません。</translation>
    </message>
    <message numerus="yes">
        <source>%n proposed finding(s) added; accept, edit or reject each.</source>
        <translation>
            <numerusform>所見の提案 %n 件を追加しました。それぞれ採用・修正・却下してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>The model proposed nothing that is not already in the report.</source>
        <translation>モデルから新しい提案はありませんでした。</translation>
    </message>
    <message numerus="yes">
        <source>%n box(es) were dropped.</source>
        <translation>
            <numerusform>矩形 %n 個を除外しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Exporting...</source>
        <translation>書き出しています...</translation>
    </message>
    <message>
        <source>Folder for the four files</source>
        <translation>4つのファイルの保存先フォルダ</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>レポートの書き出し</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) are still proposed. Accept, edit or reject each before you sign.</source>
        <translation>
            <numerusform>未確認の所見が %n 件あります。確定する前に、それぞれ採用・修正・却下してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>書き出しました: %1</translation>
    </message>
    <message>
        <source>The export failed. %1</source>
        <translation>書き出せませんでした。%1</translation>
    </message>
    <message>
        <source>The images are still being loaded.</source>
        <translation>画像を読み込み中です。</translation>
    </message>
    <message>
        <source>The report is read-only.</source>
        <translation>このレポートは変更できません。</translation>
    </message>
    <message>
        <source>Finding added to the report.</source>
        <translation>所見をレポートに追加しました。</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>All four into a folder...</source>
        <translation>4形式すべてをフォルダへ...</translation>
    </message>
    <message>
        <source>PDF...</source>
        <translation>PDF...</translation>
    </message>
    <message>
        <source>DICOM SR...</source>
        <translation>DICOM SR...</translation>
    </message>
    <message>
        <source>JSON...</source>
        <translation>JSON...</translation>
    </message>
    <message>
        <source>Text...</source>
        <translation>テキスト...</translation>
    </message>
    <message>
        <source>Add finding</source>
        <translation>所見を追加</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>すべて採用</translation>
    </message>
    <message>
        <source>Accept every proposed finding</source>
        <translation>提案された所見をすべて採用します</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Sign the report</source>
        <translation>レポートの確定</translation>
    </message>
    <message>
        <source>Open the model manager</source>
        <translation>モデル管理を開く</translation>
    </message>
    <message>
        <source>Begin another report</source>
        <translation>新しいレポートを始める</translation>
    </message>
    <message>
        <source>No report</source>
        <translation>レポートなし</translation>
    </message>
    <message>
        <source>Signed by %1 on %2</source>
        <translation>確定: %1、%2</translation>
    </message>
    <message>
        <source>Preliminary report</source>
        <translation>仮報告</translation>
    </message>
    <message numerus="yes">
        <source>Draft, %n finding(s) to decide</source>
        <translation>
            <numerusform>下書き、未確認の所見 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Draft report</source>
        <translation>レポートを下書き</translation>
    </message>
    <message>
        <source>Stop drafting (Esc)</source>
        <translation>下書きを停止 (Esc)</translation>
    </message>
    <message>
        <source>Let the model propose findings; what you wrote stays</source>
        <translation>モデルが所見を提案します。入力済みの内容は残ります</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>元に戻す (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>やり直す (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Loading the model...</source>
        <translation>モデルを読み込んでいます...</translation>
    </message>
    <message>
        <source>Looking at the images...</source>
        <translation>画像を解析しています...</translation>
    </message>
    <message>
        <source>Waiting for the model...</source>
        <translation>モデルの応答を待っています...</translation>
    </message>
    <message>
        <source>Open a study to report on it.</source>
        <translation>レポートを作成するには検査を開いてください。</translation>
    </message>
    <message>
        <source>Loading the report...</source>
        <translation>レポートを読み込んでいます...</translation>
    </message>
    <message>
        <source>Nothing in this report yet. Let the model draft it, add a finding by hand, or draw a box in the images.</source>
        <translation>このレポートはまだ空です。モデルに下書きさせるか、所見を追加するか、画像に矩形を描いてください。</translation>
    </message>
    <message>
        <source>Nothing in this report yet. Add a finding by hand, or draw a box in the images.</source>
        <translation>このレポートはまだ空です。所見を追加するか、画像に矩形を描いてください。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>所見</translation>
    </message>
    <message>
        <source>Impression</source>
        <translation>診断</translation>
    </message>
    <message>
        <source>Not linked to an image</source>
        <translation>画像との関連付けなし</translation>
    </message>
    <message>
        <source>Boxes without a sentence</source>
        <translation>所見文のない矩形</translation>
    </message>
    <message>
        <source>Finding deleted. Ctrl+Z brings it back.</source>
        <translation>所見を削除しました。Ctrl+Z で元に戻せます。</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Take back the rejection</source>
        <translation>却下を取り消す</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修正</translation>
    </message>
    <message>
        <source>Back to the AI&apos;s words</source>
        <translation>AIの文に戻す</translation>
    </message>
    <message>
        <source>Move to the impression</source>
        <translation>診断へ移動</translation>
    </message>
    <message>
        <source>Move to the findings</source>
        <translation>所見へ移動</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Draw a box for it</source>
        <translation>矩形を描く</translation>
    </message>
    <message>
        <source>Remove box [%1] %2</source>
        <translation>矩形 [%1] %2 を外す</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>Sign the report</source>
        <translation>レポートの確定</translation>
    </message>
    <message>
        <source>A signed report can no longer be changed. It is saved first.</source>
        <translation>確定したレポートは変更できません。先に保存します。</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>確定者</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>確定</translation>
    </message>
</context>
<context>
    <name>SliceView</name>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Slab %1 mm %2</source>
        <translation>スラブ %1 mm %2</translation>
    </message>
    <message>
        <source>Thickness %1 mm</source>
        <translation>スライス厚 %1 mm</translation>
    </message>
    <message>
        <source>  inverted</source>
        <translation>  白黒反転</translation>
    </message>
    <message>
        <source>Zoom %1 %</source>
        <translation>拡大率 %1 %</translation>
    </message>
    <message>
        <source>Resampled to patient axes</source>
        <translation>患者座標軸へ再構成</translation>
    </message>
    <message>
        <source>%1 x %2 mm, %3 mm deep (wheel)</source>
        <translation>%1 x %2 mm、奥行き %3 mm (ホイール)</translation>
    </message>
    <message>
        <source>Lookup table of the file</source>
        <translation>ファイルのルックアップテーブル</translation>
    </message>
    <message>
        <source>Image %1/%2</source>
        <translation>画像 %1/%2</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Open folder...</source>
        <translation>フォルダを開く...</translation>
    </message>
    <message>
        <source>Open sample study</source>
        <translation>サンプル検査を開く</translation>
    </message>
    <message>
        <source>Drop a folder, a ZIP archive or a DICOMDIR here, or open the sample study.</source>
        <translation>ここにフォルダ、ZIPファイル、DICOMDIRをドロップするか、サンプル検査を開いてください。</translation>
    </message>
    <message>
        <source>DICOM folders, files, discs (DICOMDIR) and ZIP archives, NIfTI, NRRD and MHA. No image and no question leaves this machine.</source>
        <translation>DICOMのフォルダ、ファイル、ディスク (DICOMDIR)、ZIPファイル、NIfTI、NRRD、MHAを開けます。画像も質問もこのコンピュータの外に出ません。</translation>
    </message>
</context>
<context>
    <name>StudyObjects</name>
    <message>
        <source>Reading %1</source>
        <translation>%1 を読み込んでいます</translation>
    </message>
</context>
<context>
    <name>StudySession</name>
    <message>
        <source>Reading %1</source>
        <translation>%1 を確認中</translation>
    </message>
    <message>
        <source>%1 no longer holds the study that was chosen. Nothing was opened in its place.</source>
        <translation>%1 には、選ばれた検査がもうありません。代わりの検査は開いていません。</translation>
    </message>
    <message>
        <source>%1 holds no images that can be shown.</source>
        <translation>%1 に表示できる画像がありません。</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 を読み込み中</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>読み込みを中止しました。</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>%1 s left</source>
        <translation>残り %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>残り 約 %1 分</translation>
    </message>
</context>
<context>
    <name>ViewModel</name>
    <message>
        <source>HU %1</source>
        <translation>HU %1</translation>
    </message>
    <message>
        <source>Value %1</source>
        <translation>値 %1</translation>
    </message>
    <message>
        <source>pixel %1, %2</source>
        <translation>画素 %1, %2</translation>
    </message>
</context>
<context>
    <name>VolumeRenderingView</name>
    <message>
        <source>A single image has no volume rendering</source>
        <translation>1 枚の画像にはボリュームレンダリングがありません</translation>
    </message>
    <message>
        <source>Loading %1 %</source>
        <translation>読み込み中 %1 %</translation>
    </message>
    <message>
        <source>Preparing the volume rendering</source>
        <translation>ボリュームレンダリングを準備しています</translation>
    </message>
    <message>
        <source>CT bone</source>
        <translation>CT 骨</translation>
    </message>
    <message>
        <source>CT soft tissue</source>
        <translation>CT 軟部組織</translation>
    </message>
    <message>
        <source>MR</source>
        <translation>MR</translation>
    </message>
    <message>
        <source>Preview resolution</source>
        <translation>プレビュー解像度</translation>
    </message>
</context>
<context>
    <name>WindowPresets</name>
    <message>
        <source>Soft tissue</source>
        <translation>軟部組織</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>肺</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>脳</translation>
    </message>
    <message>
        <source>Liver</source>
        <translation>肝臓</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation>縦隔</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>脳梗塞</translation>
    </message>
    <message>
        <source>Angiography</source>
        <translation>血管</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>全範囲</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>From the file: %1</source>
        <translation>ファイルの指定: %1</translation>
    </message>
    <message>
        <source>From the file: lookup table</source>
        <translation>ファイルの指定: ルックアップテーブル</translation>
    </message>
    <message>
        <source>From the file</source>
        <translation>ファイルの指定</translation>
    </message>
</context>
</TS>
