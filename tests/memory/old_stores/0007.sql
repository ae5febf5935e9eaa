BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0007');
CREATE TABLE composition (
	"key" VARCHAR NOT NULL, 
	shot VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "composition" VALUES('abc','1-1','llama','{"variation": 1}','2026-11-21T10:00:02.000001+00:00');
CREATE TABLE cut (
	id INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	takes VARCHAR NOT NULL, 
	frames INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	made_at VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "cut" VALUES(1,1,'["1-1/p1"]',27,'20c72561c0bec17caa148536c5fd7489b1cfd43047e514c189ef0f081f1e187b','2026-11-22T08:05:17.480297+00:00');
CREATE TABLE embedding (
	content VARCHAR NOT NULL, 
	model VARCHAR NOT NULL, 
	frame INTEGER NOT NULL, 
	vector BLOB NOT NULL, 
	PRIMARY KEY (content, model, frame)
);
INSERT INTO "embedding" VALUES('ab','clip 12',-1,X'003C0000');
INSERT INTO "embedding" VALUES('ab','clip 12',0,X'00BC003C');
CREATE TABLE failure (
	id INTEGER NOT NULL, 
	shot VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "failure" VALUES(7,'1-1','clip','c0ffee','The card ran out of ink — twice.','2026-11-21T10:00:00.000001+00:00');
CREATE TABLE message (
	id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	data VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "message" VALUES(1,'person','make 1-1 closer','','2026-11-21T10:00:03.000001+00:00');
INSERT INTO "message" VALUES(3,'director','Done.
Now it''s a close-up.','[]','2026-11-21T10:00:04.000001+00:00');
CREATE TABLE piece (
	"key" VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	suffix VARCHAR NOT NULL, 
	frames INTEGER NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "piece" VALUES('15de40927c6bcd060770c99dbc940223ee9145ac8a6545dcc887f0d687ead534','9a52da4f6b6d70ccd3489222e9fead05a5cf265cc1001dc0f0c438df8d8a64ab','.mp4',19);
INSERT INTO "piece" VALUES('979d848e303767d4f1a316c313baedc3fa51f4c8ced3afc90a12faa52aef8ded','0bbf96f8d214c31af2d6082e786f28c59f40a609ca928f91466b4fec817e9d1d','.mp4',4);
INSERT INTO "piece" VALUES('f822034e7e10057d445720fb6059ca030475e89a580a7aee5e3df62472e99200','68812fa344a2727ecf9c6cd2af941391e98910273afcd94a782e54c02ade9f61','.mp4',4);
CREATE TABLE "plan" (
	revision INTEGER NOT NULL, 
	manifest VARCHAR NOT NULL, 
	brain VARCHAR NOT NULL, 
	made_at VARCHAR NOT NULL, 
	approved BOOLEAN, 
	PRIMARY KEY (revision)
);
INSERT INTO "plan" VALUES(1,'{"schema_version":1,"title":"Ferry1","author":"","source":{"name":"ferry1.txt","sha256":"828380507b0fc951e2ffd5f8475f8558454896a67c2128dcd8f03e201bf36d61","kind":"prose","length":26},"style":{"look":"timeless storybook realism, simple expressive sets","texture":"35mm film, soft grain, restrained natural palette."},"characters":[{"id":"rain","name":"Rain","aliases":[],"description":"Rain: a person with short brown hair, wearing a teal coat with cream and rust details.","look":{"form":"human","age":"adult","build":"average","height":"average","skin":"#d9a881","hair":"short","hair_colour":"#4a3426","beard":"none","glasses":false,"headwear":"none","garment":"coat","main_colour":"#2a7480","second_colour":"#ece0c4","accent_colour":"#a14e2a"}}],"locations":[{"id":"somewhere","name":"Somewhere","kind":"limbo","description":""}],"scenes":[{"number":"1","heading":"INT. SOMEWHERE - DAY","location":"somewhere","setting":"interior","time_of_day":"day","weather":"rain","mood":"neutral","summary":"Rain fell on the harbour.","omitted":false,"span":{"start":0,"end":25},"shots":[{"number":"1-1","size":"long","angle":"eye","move":"static","subject":"Somewhere","figures":[{"character":"rain","place":"left","facing":"right","pose":"fall","feeling":"neutral"}],"props":[],"action":"Rain fell on the harbour.","dialogue":[],"narration":"Rain fell on the harbour.","seconds":3.375,"transition_in":"fade-in","fade_out":true,"keyframe_prompt":{"composition":"Long shot, eye-level camera, 24mm lens. Rain: a person with short brown hair, wearing a teal coat with cream and rust details. Falling left of centre, looking right. Rain fell on the harbour. Interior: Somewhere. Daylight through the window, falling rain, wet surfaces outside the window. Naturalistic mood. Timeless storybook realism, simple expressive sets.","texture":"35mm film, soft grain, restrained natural palette."},"motion_prompt":{"camera":"Locked-off camera on a tripod, a still frame.","physics":"Rain falls, arms flung out. Rain fell on the harbour. Rain runs down the window."},"span":{"start":0,"end":25}}]}],"left_out":[],"notes":[]}','house-rules','2026-11-22T08:05:16.122271+00:00',1);
CREATE TABLE review (
	"key" VARCHAR NOT NULL, 
	scene VARCHAR NOT NULL, 
	sheet VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	measures VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "review" VALUES('r1','1','cd',99,'{"off": 0.25}','2026-11-21T10:00:06.000001+00:00');
CREATE TABLE run (
	id VARCHAR NOT NULL, 
	revision INTEGER, 
	making VARCHAR NOT NULL, 
	started_at VARCHAR NOT NULL, 
	ended_at VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, gauge VARCHAR DEFAULT '' NOT NULL, scope VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "run" VALUES('run-1',NULL,'3980911542abaf4ea25e1f0f3caee82d8c5675512257e3c35f6913419a7e0c6f','2026-11-22T08:05:15.993045+00:00','2026-11-22T08:05:17.502293+00:00','done','{"scales":[],"records":[],"gates":[]}','{"only":["1-1"],"again":[],"budget":{"keyframes":1,"clips":1,"references":3,"shot_minutes":0.0,"film_takes":0,"film_minutes":0.0},"reviews":0}');
CREATE TABLE score (
	take VARCHAR NOT NULL, 
	measure VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	value DOUBLE NOT NULL, 
	gate VARCHAR NOT NULL, 
	passed BOOLEAN NOT NULL, 
	reason VARCHAR NOT NULL, percentile FLOAT, 
	PRIMARY KEY (take, measure), 
	FOREIGN KEY(take) REFERENCES take (id)
);
INSERT INTO "score" VALUES('1-1/k1','width',0,96.0,'=96',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','height',1,54.0,'=54',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','frames',2,1.0,'=1',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','fps',3,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','luma',4,1.10929027777777776007e+02,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','contrast',5,1.62024249436553162699e+01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','dark',6,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','bright',7,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','black',8,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','sharpness',9,8.65748980557370373389e-01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','banding',10,4.71204188481675403932e-02,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/k1','letterbox',11,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','width',0,96.0,'=96',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','height',1,54.0,'=54',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','frames',2,27.0,'=27',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','luma',3,1.1059910751028805009e+02,'2..253',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','fps',4,8.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','contrast',5,1.6049120488737987245e+01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','dark',6,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','bright',7,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','black',8,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','frozen',9,3.47826086956521729476e-01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','flicker',10,5.16111111110774314209e-03,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','jump',11,2.17305555555555551805e+00,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','motion',12,2.3272916666666665364e+00,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','sharpness',13,8.64035087719298267039e-01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','banding',14,4.82855143456962926373e-02,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','letterbox',15,0.0,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','held',16,1.25,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','duplicates',17,4.61538461538461564082e-01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','similarity',18,9.97526049613952636718e-01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','dynamics',19,7.34966145947766637258e-03,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','drift',20,2.02207547451242142244e-01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','blink',21,2.02207547451242142244e-01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/c1','colour-jump',22,2.02207547451242142244e-01,'',1,'',NULL);
INSERT INTO "score" VALUES('1-1/p1','frames',0,27.0,'=27',1,'',NULL);
INSERT INTO "score" VALUES('1-1/p1','width',1,96.0,'=96',1,'',NULL);
INSERT INTO "score" VALUES('1-1/p1','height',2,54.0,'=54',1,'',NULL);
INSERT INTO "score" VALUES('1-1/p1','fps',3,8.0,'',1,'',NULL);
CREATE TABLE shot (
	number VARCHAR NOT NULL, 
	scene VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	intent VARCHAR NOT NULL, 
	rounds INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	keyframe VARCHAR, 
	clip VARCHAR, 
	print VARCHAR, 
	PRIMARY KEY (number)
);
INSERT INTO "shot" VALUES('1-1','1',0,'shot','a85085eda0111ba82de0f1097eef12c533082289f34e1f686ade0504a8815d05',2,'slower','','1-1/k1','1-1/c1','1-1/p1');
CREATE TABLE source (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	reading VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "source" VALUES(1,'ferry1.txt','828380507b0fc951e2ffd5f8475f8558454896a67c2128dcd8f03e201bf36d61','{"name":"ferry1.txt","kind":"prose","sha256":"828380507b0fc951e2ffd5f8475f8558454896a67c2128dcd8f03e201bf36d61","text":"Rain fell on the harbour.\n","blocks":[{"kind":"paragraph","text":"Rain fell on the harbour.","span":{"start":0,"end":25},"label":""}],"title":"Ferry1","author":"","skipped":[],"narration":null}');
CREATE TABLE still (
	subject VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	PRIMARY KEY (subject, sha256)
);
INSERT INTO "still" VALUES('bram','ef',1234,0,'2026-11-21T10:00:05.000001+00:00');
CREATE TABLE take (
	id VARCHAR NOT NULL, 
	shot VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	count INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	slate VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	suffix VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	frames INTEGER NOT NULL, 
	fps VARCHAR NOT NULL, 
	made_at VARCHAR NOT NULL, 
	made_seconds DOUBLE NOT NULL, settled VARCHAR DEFAULT '{}' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shot, "key")
);
INSERT INTO "take" VALUES('1-1/k1','1-1','keyframe',1,'8d4287b35bcb9d35373cbdeccbc25192794c26bb969e179f63fc3491d789500a','{"kind":"keyframe","backend":"draft","revision":"draft-5740d5038439","seed":1752841681,"parents":[],"parameters":{"setup":{"location":{"id":"somewhere","name":"Somewhere","kind":"limbo","description":""},"setting":"interior","time_of_day":"day","weather":"rain","mood":"neutral","style":{"look":"timeless storybook realism, simple expressive sets","texture":"35mm film, soft grain, restrained natural palette."},"cast":[{"id":"rain","name":"Rain","aliases":[],"description":"Rain: a person with short brown hair, wearing a teal coat with cream and rust details.","look":{"form":"human","age":"adult","build":"average","height":"average","skin":"#d9a881","hair":"short","hair_colour":"#4a3426","beard":"none","glasses":false,"headwear":"none","garment":"coat","main_colour":"#2a7480","second_colour":"#ece0c4","accent_colour":"#a14e2a"}}],"shot":{"number":"1-1","size":"long","angle":"eye","move":"static","subject":"Somewhere","figures":[{"character":"rain","place":"left","facing":"right","pose":"fall","feeling":"neutral"}],"props":[],"action":"Rain fell on the harbour.","dialogue":[],"narration":"","seconds":3.5,"transition_in":"cut","fade_out":false,"keyframe_prompt":{"composition":"Long shot, eye-level camera, 24mm lens. Rain: a person with short brown hair, wearing a teal coat with cream and rust details. Falling left of centre, looking right. Rain fell on the harbour. Interior: Somewhere. Daylight through the window, falling rain, wet surfaces outside the window. Naturalistic mood. Timeless storybook realism, simple expressive sets.","texture":"35mm film, soft grain, restrained natural palette."},"motion_prompt":{"camera":"Locked-off camera on a tripod, a still frame.","physics":"Rain falls, arms flung out. Rain fell on the harbour. Rain runs down the window."},"span":{"start":0,"end":0}}},"prompts":"plan","size":"96x54"}}','dfe947958cb03c5656587fde57196182e9b0a71a36e8172c9140a030620ba8c1','.png',7245,96,54,1,'0','2026-11-22T08:05:16.921379+00:00',7.60636161998263560235e-01,'{}');
INSERT INTO "take" VALUES('1-1/c1','1-1','clip',1,'d6c8b0a6f523cb29fd3542330d73c0e697c8bf3e5209b889f7047fd43be2afbb','{"kind":"clip","backend":"draft","revision":"draft-5740d5038439","seed":2954808034,"parents":["dfe947958cb03c5656587fde57196182e9b0a71a36e8172c9140a030620ba8c1"],"parameters":{"setup":{"location":{"id":"somewhere","name":"Somewhere","kind":"limbo","description":""},"setting":"interior","time_of_day":"day","weather":"rain","mood":"neutral","style":{"look":"timeless storybook realism, simple expressive sets","texture":"35mm film, soft grain, restrained natural palette."},"cast":[{"id":"rain","name":"Rain","aliases":[],"description":"Rain: a person with short brown hair, wearing a teal coat with cream and rust details.","look":{"form":"human","age":"adult","build":"average","height":"average","skin":"#d9a881","hair":"short","hair_colour":"#4a3426","beard":"none","glasses":false,"headwear":"none","garment":"coat","main_colour":"#2a7480","second_colour":"#ece0c4","accent_colour":"#a14e2a"}}],"shot":{"number":"1-1","size":"long","angle":"eye","move":"static","subject":"Somewhere","figures":[{"character":"rain","place":"left","facing":"right","pose":"fall","feeling":"neutral"}],"props":[],"action":"Rain fell on the harbour.","dialogue":[],"narration":"","seconds":3.5,"transition_in":"cut","fade_out":false,"keyframe_prompt":{"composition":"Long shot, eye-level camera, 24mm lens. Rain: a person with short brown hair, wearing a teal coat with cream and rust details. Falling left of centre, looking right. Rain fell on the harbour. Interior: Somewhere. Daylight through the window, falling rain, wet surfaces outside the window. Naturalistic mood. Timeless storybook realism, simple expressive sets.","texture":"35mm film, soft grain, restrained natural palette."},"motion_prompt":{"camera":"Locked-off camera on a tripod, a still frame.","physics":"Rain falls, arms flung out. Rain fell on the harbour. Rain runs down the window."},"span":{"start":0,"end":0}}},"prompts":"plan","keyframe_seed":1752841681,"size":"96x54","frames":27,"fps":"8"}}','8dac7eb7e39b207a7256c443c3dcc5ebc0fdcaa327204c675bb81c96cf34c7d5','.mp4',11743,96,54,27,'8','2026-11-22T08:05:17.208647+00:00',2.45481717007351107895e-01,'{}');
INSERT INTO "take" VALUES('1-1/p1','1-1','print',1,'5862d7dacc9de09464440a1f735befbbef498e09af273716e240a5c4c0da6cea','{"kind":"print","backend":"ffmpeg","revision":"n9.0.2-17-g2a571b6068-20260930/x264-3/roboto-medium/pillow-13.0.0","seed":0,"parents":["8dac7eb7e39b207a7256c443c3dcc5ebc0fdcaa327204c675bb81c96cf34c7d5"],"parameters":{"slate":"","subtitles":[],"fps":"8","crf":20,"preset":"veryfast"}}','2efe630c58b04fcf610831aebbe48942c4952866bac6a5f1d90c788139eafa53','.mp4',5392,96,54,27,'8','2026-11-22T08:05:17.312317+00:00',0.0782235299993772,'{}');
CREATE TABLE turn (
	id INTEGER NOT NULL, 
	work VARCHAR NOT NULL, 
	model VARCHAR NOT NULL, 
	lane VARCHAR NOT NULL, 
	device VARCHAR NOT NULL, 
	amount FLOAT NOT NULL, 
	seconds FLOAT NOT NULL, 
	load FLOAT, 
	silence FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "turn" VALUES(1,'keyframe','draft','cpu','the processor',1.0,7.41685307002626359462e-01,NULL,6.62147665992961265146e-01);
INSERT INTO "turn" VALUES(2,'look at a keyframe','','cpu','the processor',1.0,0.0189508549956372,NULL,1.89507199975196272134e-02);
INSERT INTO "turn" VALUES(3,'clip','draft','cpu','the processor',27.0,3.72060040099313482642e-02,NULL,1.12369010021211579442e-02);
INSERT INTO "turn" VALUES(4,'look at a clip','','cpu','the processor',27.0,2.08275712997419759631e-01,NULL,2.08275586992385797202e-01);
INSERT INTO "turn" VALUES(5,'print','','cpu','the processor',27.0,6.73091899952851235866e-02,NULL,6.73090459895320236682e-02);
INSERT INTO "turn" VALUES(6,'look at a print','','cpu','the processor',27.0,1.09143400040920823812e-02,NULL,1.09142599976621568202e-02);
INSERT INTO "turn" VALUES(7,'splice','','cpu','the processor',19.0,4.04919600987341254949e-03,NULL,4.04912201338447630405e-03);
INSERT INTO "turn" VALUES(8,'splice','','cpu','the processor',4.0,3.57548820029478520154e-02,NULL,3.57548019965179264545e-02);
INSERT INTO "turn" VALUES(9,'splice','','cpu','the processor',4.0,3.61857539974153041839e-02,NULL,3.61856380040990188717e-02);
INSERT INTO "turn" VALUES(10,'join','','cpu','the processor',27.0,2.96733120048884302377e-02,NULL,2.9673213997739367187e-02);
INSERT INTO "turn" VALUES(11,'clip','mochi','cuda:0','a card',85.0,97.25,NULL,3.5);
CREATE TABLE verdict (
	id INTEGER NOT NULL, 
	take VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	decision VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, rung VARCHAR DEFAULT '' NOT NULL, gain FLOAT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(take) REFERENCES take (id)
);
INSERT INTO "verdict" VALUES(1,'1-1/k1','critic','accept','every gate passed','2026-11-22T08:05:16.929631+00:00','first',NULL);
INSERT INTO "verdict" VALUES(2,'1-1/c1','critic','accept','every gate passed','2026-11-22T08:05:17.217392+00:00','first',NULL);
INSERT INTO "verdict" VALUES(3,'1-1/c1','person','reject','slower; „langsamer“','2026-11-21T10:00:01.000001+00:00','',NULL);
CREATE INDEX ix_failure_shot ON failure (shot);
CREATE INDEX ix_shot_scene ON shot (scene);
CREATE INDEX ix_take_sha256 ON take (sha256);
CREATE INDEX ix_take_shot ON take (shot);
CREATE INDEX ix_verdict_take ON verdict (take);
CREATE INDEX ix_composition_shot ON composition (shot);
CREATE INDEX ix_review_scene ON review (scene);
COMMIT;
